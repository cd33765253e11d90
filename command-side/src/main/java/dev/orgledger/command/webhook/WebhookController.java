package dev.orgledger.command.webhook;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.Grace;
import dev.orgledger.command.value.WebhookName;
import dev.orgledger.command.webhook.WebhookCommand.CreateWebhook;
import dev.orgledger.command.webhook.WebhookCommand.DeleteWebhook;
import dev.orgledger.command.webhook.WebhookCommand.KeepTest;
import dev.orgledger.command.webhook.WebhookCommand.ReplayEvents;
import dev.orgledger.command.webhook.WebhookCommand.RetryDelivery;
import dev.orgledger.command.webhook.WebhookCommand.RotateWebhookSecret;
import dev.orgledger.command.webhook.WebhookCommand.UpdateWebhook;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 9, the commands. */
@RestController
class WebhookController {

    private static final int PREVIEW = 500;

    private final JdbcWebhooks webhooks;
    private final Receivers receivers;
    private final WebhookSettings settings;
    private final Clock clock;

    WebhookController(JdbcWebhooks webhooks, Receivers receivers, WebhookSettings settings, Clock clock) {
        this.webhooks = webhooks;
        this.receivers = receivers;
        this.settings = settings;
        this.clock = clock;
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping("/webhooks")
    ResponseEntity<Map<String, Object>> create(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            WebhookName name = WebhookName.parse(body.required("name", ErrorCode.NAME_REQUIRED));
            Subscription events = Subscription.parse(body.texts("events", ErrorCode.INVALID_EVENTS));
            boolean enabled = body.flag("enabled").orElse(true);
            WebhookUrl url = url(body);
            SigningSecret secret = SigningSecret.generate();
            return request.<Webhook>send(
                    new CreateWebhook(body.orgId(), Ids.webhook(), name, url, events, enabled, secret,
                            request.principal()),
                    webhook -> json("status", "Webhook created", "data",
                            WebhookViews.withSecret(webhook, WebhookHealth.NEW, clock.instant(), secret)),
                    "secret");
        });
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PutMapping("/webhooks")
    ResponseEntity<Map<String, Object>> update(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String webhookId = body.id("webhookId");
            Change<WebhookName> name = change(body, "name",
                    () -> WebhookName.parse(body.required("name", ErrorCode.NAME_REQUIRED)));
            Change<Subscription> events = change(body, "events",
                    () -> Subscription.parse(body.texts("events", ErrorCode.INVALID_EVENTS)));
            Change<Boolean> enabled = body.flag("enabled").map(Change::to).orElseGet(Change::keep);
            Change<WebhookUrl> url = change(body, "url", () -> url(body));
            return request.<Webhook>send(
                    new UpdateWebhook(body.orgId(), webhookId, name, url, events, enabled, request.principal()),
                    webhook -> json("status", "Webhook updated", "data", view(webhook)));
        });
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @DeleteMapping("/webhooks")
    ResponseEntity<Map<String, Object>> delete(CommandRequest request) {
        return request.answer(() -> {
            String webhookId = request.body().id("webhookId");
            return request.send(new DeleteWebhook(request.body().orgId(), webhookId, request.principal()),
                    done -> json("status", "Webhook deleted", "id", webhookId));
        });
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping("/webhooks/rotate")
    ResponseEntity<Map<String, Object>> rotate(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String webhookId = body.id("webhookId");
            Duration grace = Grace.ofSeconds(body.number("grace_seconds", ErrorCode.INVALID_GRACE_SECONDS).orElse(0));
            SigningSecret secret = SigningSecret.generate();
            return request.send(
                    new RotateWebhookSecret(body.orgId(), webhookId, secret, grace,
                            request.principal()),
                    done -> json("status", "Secret rotated", "data", json("secret", secret.reveal())), "secret");
        });
    }

    /** The attempt is made before the transaction that keeps it: nobody waits for a receiver with a lock in hand. */
    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping("/webhooks/test")
    ResponseEntity<Map<String, Object>> test(CommandRequest request) {
        return request.answer(() -> {
            String orgId = request.body().orgId();
            Webhook webhook = webhooks.byId(orgId, request.body().id("webhookId"))
                    .orElseThrow(() -> Refusal.of(ErrorCode.WEBHOOK_NOT_FOUND));
            String messageId = Ids.delivery();
            Outcome outcome = receivers.ping(webhook, messageId);
            return request.send(
                    new KeepTest(orgId, webhook.webhookId(), Ids.delivery(), messageId, outcome.delivered(),
                            outcome.attempt(1), request.principal()),
                    done -> json("data",
                            json("delivered", outcome.delivered(), "response_status", outcome.status(), "duration_ms",
                                    outcome.duration().toMillis(), "response_preview",
                                    WebhookViews.preview(outcome.body(), PREVIEW), "error",
                                    outcome.failure() == null ? null : outcome.failure().word())));
        });
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping("/webhooks/deliveries/retry")
    ResponseEntity<Map<String, Object>> retry(CommandRequest request) {
        return request.answer(() -> {
            String deliveryId = request.body().id("deliveryId");
            return request.send(new RetryDelivery(request.body().orgId(), deliveryId, request.principal()),
                    done -> json("status", "Delivery queued", "id", deliveryId));
        });
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping("/webhooks/replay")
    ResponseEntity<Map<String, Object>> replay(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String webhookId = body.id("webhookId");
            long from = body.number("from_version", ErrorCode.INVALID_VERSIONS)
                    .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_VERSIONS));
            OptionalLong to = body.number("to_version", ErrorCode.INVALID_VERSIONS);
            if (from < 1 || to.isPresent() && to.getAsLong() < from) {
                throw Refusal.of(ErrorCode.INVALID_VERSIONS);
            }
            return request.<Integer>send(
                    new ReplayEvents(body.orgId(), webhookId, from, to.isPresent() ? to.getAsLong() : null,
                            request.principal()),
                    count -> json("status", "Replay queued", "count", count));
        });
    }

    private WebhookUrl url(Body body) {
        WebhookUrl url = WebhookUrl.parse(body.text("url"), settings.allowLoopback());
        receivers.admit(url);
        return url;
    }

    private Map<String, Object> view(Webhook webhook) {
        Instant now = clock.instant();
        return WebhookViews.of(webhook, Optional
                .ofNullable(webhooks.health(List.of(webhook.webhookId()), now).get(webhook.webhookId()))
                .orElse(WebhookHealth.NEW), now);
    }

    private static <T> Change<T> change(Body body, String field, Supplier<T> value) {
        return body.has(field) ? Change.to(value.get()) : Change.keep();
    }
}
