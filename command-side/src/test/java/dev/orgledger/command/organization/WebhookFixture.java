package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.List;

import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.WebhookName;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.command.webhook.WebhookCommand.CreateWebhook;
import dev.orgledger.command.webhook.WebhookCommand.UpdateWebhook;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.shared.role.Principal;

/** Acme with Alice as an admin, and a webhook. */
abstract class WebhookFixture extends OrganizationFixture {

    static final String HOOK = "wh_1";
    static final WebhookUrl URL = new WebhookUrl("https://hooks.acme.example/in?key=s3cret");
    static final Subscription MEMBERS = new Subscription(List.of("member.*"));

    Webhook hook(boolean enabled, String reason) {
        Webhook webhook = new Webhook(HOOK, ORG, "Chat", URL, MEMBERS, enabled, reason, Instant.EPOCH);
        webhooks.updated(webhook);
        return webhook;
    }

    Webhook now() {
        return webhooks.byId(ORG, HOOK).orElseThrow();
    }

    static CreateWebhook create(Principal by) {
        return new CreateWebhook(ORG, HOOK, new WebhookName("Chat"), URL, MEMBERS, true, SigningSecret.generate(), by);
    }

    static UpdateWebhook update(Change<WebhookName> name, Change<WebhookUrl> url, Change<Subscription> events,
            Change<Boolean> enabled) {
        return new UpdateWebhook(ORG, HOOK, name, url, events, enabled, ALICE);
    }
}
