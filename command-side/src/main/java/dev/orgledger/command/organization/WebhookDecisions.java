package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.value.WebhookName;
import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Deliveries.Failed;
import dev.orgledger.command.webhook.Deliveries.Status;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookCommand.CreateWebhook;
import dev.orgledger.command.webhook.WebhookCommand.KeepTest;
import dev.orgledger.command.webhook.WebhookCommand.ReplayEvents;
import dev.orgledger.command.webhook.WebhookCommand.RotateWebhookSecret;
import dev.orgledger.command.webhook.WebhookCommand.UpdateWebhook;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.command.webhook.Webhooks;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

/**
 * Decides about webhooks, for those who were let through. The state is the table, which is written in the transaction of the
 * events: no two commands on one organization can both be stored on what they read there.
 */
record WebhookDecisions(OrganizationState state, Asked asked, Webhooks webhooks) {

    /** Contract section 9. */
    private static final int MOST = 100;

    Webhook create(CreateWebhook wish) {
        if (webhooks.count(state.orgId()) >= MOST) {
            throw Refusal.of(ErrorCode.WEBHOOK_LIMIT);
        }
        Webhook webhook = new Webhook(wish.webhookId(), state.orgId(), wish.name().text(), wish.url(), wish.events(),
                wish.enabled(), null, asked.now());
        asked.happened(new WebhookCreated(state.orgId(), webhook.webhookId(), webhook.name(), webhook.url().host(),
                webhook.events().names(), webhook.enabled()));
        webhooks.created(webhook, wish.secret(), AggregateLifecycle.getVersion() + 1);
        return webhook;
    }

    Webhook update(UpdateWebhook wish) {
        Webhook before = find(wish.webhookId());
        WebhookName name = given(wish.name().over(new WebhookName(before.name())), ErrorCode.NAME_REQUIRED);
        WebhookUrl url = given(wish.url().over(before.url()), ErrorCode.INVALID_URL);
        Subscription events = given(wish.events().over(before.events()), ErrorCode.INVALID_EVENTS);
        boolean enabled = Boolean.TRUE.equals(wish.enabled().over(before.enabled()));
        Webhook after = new Webhook(before.webhookId(), before.orgId(), name.text(), url, events, enabled,
                enabled ? null : before.disabledReason(), before.createdAt());
        List<String> changed = changed(before, after);
        if (changed.isEmpty()) {
            return before;
        }
        asked.happened(new WebhookUpdated(state.orgId(), after.webhookId(), changed, after.name(), after.url().host(),
                after.events().names(), after.enabled(), before.name(), before.url().host(), before.events().names(),
                before.enabled()));
        webhooks.updated(after);
        if (after.enabled() && !before.enabled()) {
            webhooks.resumed(after, asked.now());
        }
        return after;
    }

    void delete(String webhookId) {
        Webhook webhook = find(webhookId);
        asked.happened(new WebhookDeleted(state.orgId(), webhookId, webhook.name(), webhook.url().host()));
        webhooks.deleted(webhookId);
    }

    void rotate(RotateWebhookSecret wish) {
        Webhook webhook = find(wish.webhookId());
        Instant until = wish.grace().isZero() ? null : asked.now().plus(wish.grace());
        asked.happened(new WebhookSecretRotated(state.orgId(), wish.webhookId(), webhook.name(), until));
        webhooks.rotated(wish.webhookId(), wish.secret(), until);
    }

    int replay(ReplayEvents wish) {
        Webhook webhook = find(wish.webhookId());
        if (!webhook.enabled()) {
            throw Refusal.of(ErrorCode.WEBHOOK_DISABLED);
        }
        long present = AggregateLifecycle.getVersion() + 1;
        long to = wish.to() == null ? present : Math.min(wish.to(), present);
        return webhooks.replayed(webhook, wish.from(), to, asked.now());
    }

    void retry(String deliveryId, Deliveries deliveries) {
        Failed delivery = deliveries.find(state.orgId(), deliveryId)
                .orElseThrow(() -> Refusal.of(ErrorCode.DELIVERY_NOT_FOUND));
        if (delivery.status() != Status.FAILED) {
            throw Refusal.of(ErrorCode.DELIVERY_NOT_FAILED);
        }
        if (!find(delivery.webhookId()).enabled()) {
            throw Refusal.of(ErrorCode.WEBHOOK_DISABLED);
        }
        deliveries.again(deliveryId, asked.now());
    }

    void keep(KeepTest test, Deliveries deliveries) {
        deliveries.tested(find(test.webhookId()), test.deliveryId(), test.messageId(), test.delivered(),
                test.attempt());
    }

    /** For the service itself: a webhook that is gone or off already needs no more. */
    static void disable(OrganizationState state, String webhookId, String reason, Webhooks webhooks) {
        webhooks.byId(state.orgId(), webhookId).filter(Webhook::enabled).ifPresent(webhook -> {
            AggregateLifecycle.apply(new WebhookDisabled(state.orgId(), webhookId, webhook.name(),
                    webhook.url().host(), reason));
            webhooks.updated(webhook.disabled(reason));
        });
    }

    private Webhook find(String webhookId) {
        return webhooks.byId(state.orgId(), webhookId).orElseThrow(() -> Refusal.of(ErrorCode.WEBHOOK_NOT_FOUND));
    }

    private static List<String> changed(Webhook before, Webhook after) {
        List<String> changed = new ArrayList<>();
        addIfChanged(changed, "name", before.name(), after.name());
        addIfChanged(changed, "url", before.url(), after.url());
        addIfChanged(changed, "events", before.events(), after.events());
        addIfChanged(changed, "enabled", before.enabled(), after.enabled());
        return changed;
    }

    private static void addIfChanged(List<String> changed, String field, Object old, Object now) {
        if (!Objects.equals(old, now)) {
            changed.add(field);
        }
    }

    private static <T> T given(@Nullable T value, ErrorCode cleared) {
        if (value == null) {
            throw Refusal.of(cleared);
        }
        return value;
    }
}
