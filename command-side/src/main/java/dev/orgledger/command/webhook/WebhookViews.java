package dev.orgledger.command.webhook;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.webhook.Deliveries.Attempt;
import dev.orgledger.command.webhook.Deliveries.Delivery;

/** How webhooks and deliveries are answered, contract section 9. */
final class WebhookViews {

    private WebhookViews() {
    }

    static Map<String, Object> of(Webhook webhook, WebhookHealth health, Instant now) {
        Instant waiting = health.waitingSince();
        return json("id", webhook.webhookId(), "name", webhook.name(), "url", webhook.url().text(), "events",
                webhook.events().names(), "enabled", webhook.enabled(), "disabled_reason", webhook.disabledReason(),
                "created_at", webhook.createdAt(), "last_success_at", health.lastSuccessAt(), "failures_24h",
                health.failures24h(), "delay_seconds",
                waiting == null ? 0 : Math.max(0, Duration.between(waiting, now).toSeconds()));
    }

    static Map<String, Object> withSecret(Webhook webhook, WebhookHealth health, Instant now, SigningSecret secret) {
        Map<String, Object> view = of(webhook, health, now);
        view.put("secret", secret.reveal());
        return view;
    }

    static Map<String, Object> of(Delivery delivery) {
        return json("id", delivery.deliveryId(), "webhook_id", delivery.webhookId(), "event_id", delivery.eventId(),
                "type", delivery.type(), "version", delivery.version(), "kind", JdbcQueue.word(delivery.kind()),
                "status", JdbcQueue.word(delivery.status()), "attempt_count", delivery.attemptCount(),
                "next_attempt_at", delivery.nextAttemptAt(), "created_at", delivery.createdAt(), "completed_at",
                delivery.completedAt(), "attempts", delivery.attempts().stream().map(WebhookViews::of).toList());
    }

    private static Map<String, Object> of(Attempt attempt) {
        return json("number", attempt.number(), "at", attempt.at(), "response_status", attempt.responseStatus(),
                "duration_ms", attempt.durationMillis(), "error", attempt.error(), "response_preview",
                attempt.responseBody());
    }

    /** The beginning of it, and no half of a character. */
    static @Nullable String preview(@Nullable String text, int characters) {
        if (text == null || text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end);
    }
}
