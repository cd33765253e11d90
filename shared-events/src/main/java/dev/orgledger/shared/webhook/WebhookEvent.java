package dev.orgledger.shared.webhook;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;

/**
 * The life of an organization's webhooks. Of a URL only the host is told: the rest may hold a secret of the receiver's. Never
 * the secret that deliveries are signed with.
 */
public sealed interface WebhookEvent extends DomainEvent.OfOrganization {

    /** The webhook, {@code wh_…}. */
    String webhookId();

    /**
     * From now on deliveries go to that host.
     *
     * @param events names of event types, {@code member.*}, or {@code *}; sorted
     * @param enabled whether deliveries are made
     */
    @WireType("webhook.created")
    record WebhookCreated(String orgId, String webhookId, String name, String host, List<String> events,
            boolean enabled) implements WebhookEvent {
        public WebhookCreated {
            events = List.copyOf(events);
        }
    }

    /**
     * It was changed, enabled or disabled by somebody.
     *
     * @param changed names of the fields that changed: {@code name}, {@code url}, {@code events}, {@code enabled}; with
     *            {@code url} the host may be the same as before
     * @param name the name from now on, changed or not; likewise the others
     * @param previousName the name until now, changed or not; likewise the others
     */
    @WireType("webhook.updated")
    record WebhookUpdated(String orgId, String webhookId, List<String> changed, String name, String host,
            List<String> events, boolean enabled, String previousName, String previousHost, List<String> previousEvents,
            boolean previousEnabled) implements WebhookEvent {
        public WebhookUpdated {
            changed = List.copyOf(changed);
            events = List.copyOf(events);
            previousEvents = List.copyOf(previousEvents);
        }
    }

    /**
     * Deliveries were given up, by the service itself.
     *
     * @param reason {@code gone} when the receiver answered so (410), {@code attempts_exhausted} when every attempt at one
     *            delivery failed
     */
    @WireType("webhook.disabled")
    record WebhookDisabled(String orgId, String webhookId, String name, String host, String reason)
            implements
                WebhookEvent {}

    /** It is gone, and with it whatever had not been delivered. */
    @WireType("webhook.deleted")
    record WebhookDeleted(String orgId, String webhookId, String name, String host) implements WebhookEvent {}

    /**
     * Deliveries are signed with another secret.
     *
     * @param previousWorksUntil until then they are signed with the one before, too; null when that ended at once
     */
    @WireType("webhook.secret_rotated")
    record WebhookSecretRotated(String orgId, String webhookId, String name, @Nullable Instant previousWorksUntil)
            implements
                WebhookEvent {}
}
