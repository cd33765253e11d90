package dev.orgledger.command.webhook.delivery;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.webhook.Deliveries.Kind;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.WebhookUrl;

/**
 * The delivery at the head of a webhook's queue, with all that is needed to send it.
 *
 * @param secrets to sign with, the present one first
 * @param event null for a test
 * @param attempts made so far
 * @param failures those of them that count
 */
record Due(String deliveryId, String webhookId, String orgId, WebhookUrl url, List<SigningSecret> secrets, Kind kind,
        String eventId, String type, @Nullable Long version, @Nullable Long previousVersion, Instant createdAt,
        Instant nextAttemptAt, int attempts, int failures, @Nullable Event event) {

    Due {
        secrets = List.copyOf(secrets);
    }

    /**
     * What the event store says of the event.
     *
     * @param payload JSON
     * @param metadata JSON
     */
    record Event(byte[] payload, byte[] metadata, Instant at) {}
}
