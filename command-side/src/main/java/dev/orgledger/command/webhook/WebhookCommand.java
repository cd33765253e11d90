package dev.orgledger.command.webhook;

import java.time.Duration;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.WebhookName;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;

/** What can be asked of an organization about its webhooks. */
public sealed interface WebhookCommand extends Command {

    /** The organization. */
    String orgId();

    @Override
    default String target() {
        return orgId();
    }

    @Override
    default ErrorCode whenUnknown() {
        return ErrorCode.ORGANIZATION_NOT_FOUND;
    }

    /** Makes one. Answered by it. */
    record CreateWebhook(@TargetAggregateIdentifier String orgId, String webhookId, WebhookName name, WebhookUrl url,
            Subscription events, boolean enabled, SigningSecret secret, Principal by) implements WebhookCommand {}

    /** Changes one. Answered by what it is now. */
    record UpdateWebhook(@TargetAggregateIdentifier String orgId, String webhookId, Change<WebhookName> name,
            Change<WebhookUrl> url, Change<Subscription> events, Change<Boolean> enabled,
            Principal by) implements WebhookCommand {}

    /** Removes one. Answered by nothing. */
    record DeleteWebhook(@TargetAggregateIdentifier String orgId, String webhookId,
            Principal by) implements WebhookCommand {}

    /**
     * Signs with that secret.
     *
     * @param grace how long the one before is used as well
     */
    record RotateWebhookSecret(@TargetAggregateIdentifier String orgId, String webhookId, SigningSecret secret,
            Duration grace, Principal by) implements WebhookCommand {}

    /** The service gives deliveries up, for that reason. Answered by nothing. */
    record DisableWebhook(@TargetAggregateIdentifier String orgId, String webhookId, String reason,
            Principal by) implements WebhookCommand {}

    /**
     * Sends history again. Answered by the number of events.
     *
     * @param to inclusive; null up to now
     */
    record ReplayEvents(@TargetAggregateIdentifier String orgId, String webhookId, long from, @Nullable Long to,
            Principal by) implements WebhookCommand {}

    /** Tries a failed delivery again. Answered by nothing. */
    record RetryDelivery(@TargetAggregateIdentifier String orgId, String deliveryId,
            Principal by) implements WebhookCommand {}

    /** Keeps what became of a test. Answered by nothing. */
    record KeepTest(@TargetAggregateIdentifier String orgId, String webhookId, String deliveryId, String messageId,
            boolean delivered, Deliveries.Attempt attempt, Principal by) implements WebhookCommand {}
}
