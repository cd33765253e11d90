package dev.orgledger.command.value;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What its owner calls an API key: up to 128 characters of plain text. Personal data. */
public record ApiKeyName(String text) {

    private static final int LONGEST = 128;

    /** The name that was typed, without HTML tags; {@code apikey_name_required} when nothing is left. */
    public static ApiKeyName parse(String typed) {
        String text = PlainText.of(typed, LONGEST).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_NAME)
                .saying("The name must have at most 128 characters and no control characters"));
        if (text.isEmpty()) {
            throw Refusal.of(ErrorCode.APIKEY_NAME_REQUIRED);
        }
        return new ApiKeyName(text);
    }
}
