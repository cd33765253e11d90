package dev.orgledger.command.value;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** The name of an organization: 3 to 128 characters of plain text. */
public record OrganizationName(String text) {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 128;

    /** The name that was typed, without HTML tags; {@code name_required} when nothing is left, else {@code invalid_name}. */
    public static OrganizationName parse(String typed) {
        String text = PlainText.of(typed, LONGEST).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_NAME));
        if (text.isEmpty()) {
            throw Refusal.of(ErrorCode.NAME_REQUIRED);
        }
        if (text.codePointCount(0, text.length()) < SHORTEST) {
            throw Refusal.of(ErrorCode.INVALID_NAME);
        }
        return new OrganizationName(text);
    }
}
