package dev.orgledger.command.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a webhook is doing.
 *
 * @param lastSuccessAt null when nothing was ever delivered
 * @param failures24h attempts that failed within the last 24 hours
 * @param waitingSince since when the oldest delivery waits; null when none does
 */
public record WebhookHealth(@Nullable Instant lastSuccessAt, int failures24h, @Nullable Instant waitingSince) {

    /** Of one that has just been made. */
    public static final WebhookHealth NEW = new WebhookHealth(null, 0, null);
}
