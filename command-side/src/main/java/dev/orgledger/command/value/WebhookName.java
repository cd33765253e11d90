package dev.orgledger.command.value;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What an organization calls a webhook: up to 128 characters of plain text. */
public record WebhookName(String text) {

    private static final int LONGEST = 128;

    /** The name that was typed, without HTML tags; {@code name_required} when nothing is left. */
    public static WebhookName parse(String typed) {
        String text = PlainText.of(typed, LONGEST).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_NAME)
                .saying("The name must have at most 128 characters and no control characters"));
        if (text.isEmpty()) {
            throw Refusal.of(ErrorCode.NAME_REQUIRED);
        }
        return new WebhookName(text);
    }
}
