package dev.orgledger.command.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One webhook of an organization.
 *
 * @param disabledReason why it was disabled by the service, in the words of {@code webhook.disabled}; null when it was not
 */
public record Webhook(String webhookId, String orgId, String name, WebhookUrl url, Subscription events, boolean enabled,
        @Nullable String disabledReason, Instant createdAt) {

    /** The same, switched off for that reason. */
    public Webhook disabled(String reason) {
        return new Webhook(webhookId, orgId, name, url, events, false, reason, createdAt);
    }
}
