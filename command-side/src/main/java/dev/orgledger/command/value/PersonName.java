package dev.orgledger.command.value;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** A first or last name: up to 128 characters of plain text. */
public record PersonName(String text) {

    private static final int LONGEST = 128;

    /**
     * The name that was typed, without HTML tags; null for null and when nothing is left.
     *
     * @param field as the client calls it, for the refusal {@code invalid_name}
     */
    public static @Nullable PersonName parse(@Nullable String typed, String field) {
        if (typed == null) {
            return null;
        }
        String text = PlainText.of(typed, LONGEST)
                .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_NAME)
                        .saying("The name must have at most 128 characters and no control characters")
                        .with("field", field));
        return text.isEmpty() ? null : new PersonName(text);
    }

    /** The text of that name, null for none. */
    public static @Nullable String textOf(@Nullable PersonName name) {
        return name == null ? null : name.text();
    }
}
