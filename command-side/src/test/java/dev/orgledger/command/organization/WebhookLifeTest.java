package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.webhook.Deliveries;
import dev.orgledger.command.webhook.Deliveries.Failed;
import dev.orgledger.command.webhook.Deliveries.Status;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.WebhookCommand.DeleteWebhook;
import dev.orgledger.command.webhook.WebhookCommand.DisableWebhook;
import dev.orgledger.command.webhook.WebhookCommand.KeepTest;
import dev.orgledger.command.webhook.WebhookCommand.ReplayEvents;
import dev.orgledger.command.webhook.WebhookCommand.RetryDelivery;
import dev.orgledger.command.webhook.WebhookCommand.RotateWebhookSecret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;

/** Everything that is asked of a webhook but to make or change it. */
class WebhookLifeTest extends WebhookFixture {

    private static final Object ADMIN = joined(ALICE, Role.ADMIN);

    @Test
    void givenAWebhookWhenDeletedThenGone() {
        hook(true, null);
        acme(ADMIN).when(new DeleteWebhook(ORG, HOOK, ALICE))
                .expectEvents(new WebhookDeleted(ORG, HOOK, "Chat", "hooks.acme.example"));
        assertThat(webhooks.byId(ORG, HOOK)).isEmpty();
        refused(acme(ADMIN).when(new DeleteWebhook(ORG, HOOK, ALICE)), ErrorCode.WEBHOOK_NOT_FOUND);
    }

    @Test
    void givenAGraceWhenTheSecretIsRotatedThenThePreviousOneWorksUntilItIsOver() {
        hook(true, null);
        acme(ADMIN).when(rotate(Duration.ofHours(1)))
                .expectEvents(new WebhookSecretRotated(ORG, HOOK, "Chat", NOW.plus(Duration.ofHours(1))));
        acme(ADMIN).when(rotate(Duration.ZERO)).expectEvents(new WebhookSecretRotated(ORG, HOOK, "Chat", null));
        assertThat(webhooks.asked).containsExactly("rotated until " + NOW.plus(Duration.ofHours(1)),
                "rotated until null");
    }

    @Test
    void givenTheServiceGivesUpWhenDisablingThenDisabledOnce() {
        hook(true, null);
        acme(ADMIN).when(new DisableWebhook(ORG, HOOK, "gone", SYSTEM))
                .expectEvents(new WebhookDisabled(ORG, HOOK, "Chat", "hooks.acme.example", "gone"));
        assertThat(now().enabled()).isFalse();
        assertThat(now().disabledReason()).isEqualTo("gone");
        acme(ADMIN).when(new DisableWebhook(ORG, HOOK, "gone", SYSTEM)).expectNoEvents()
                .expectSuccessfulHandlerExecution();
        refused(acme(ADMIN).when(new DisableWebhook(ORG, HOOK, "gone", ALICE)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenVersionsWhenReplayedThenQueuedUpToThePresentOne() {
        hook(true, null);
        acme(ADMIN).when(new ReplayEvents(ORG, HOOK, 2, null, ALICE)).expectNoEvents().expectResultMessagePayload(2);
        acme(ADMIN).when(new ReplayEvents(ORG, HOOK, 1, 99L, ALICE)).expectNoEvents().expectResultMessagePayload(3);
        acme(ADMIN).when(new ReplayEvents(ORG, HOOK, 1, 2L, ALICE)).expectNoEvents().expectResultMessagePayload(2);
        assertThat(webhooks.asked).containsExactly("replayed 2 to 3", "replayed 1 to 3", "replayed 1 to 2");
        hook(false, null);
        refused(acme(ADMIN).when(new ReplayEvents(ORG, HOOK, 1, null, ALICE)), ErrorCode.WEBHOOK_DISABLED);
    }

    @Test
    void givenAFailedDeliveryWhenRetriedThenItWaitsAgain() {
        hook(true, null);
        deliveries.rows.put("dlv_1", new Failed("dlv_1", HOOK, Status.FAILED));
        acme(ADMIN).when(new RetryDelivery(ORG, "dlv_1", ALICE)).expectNoEvents().expectSuccessfulHandlerExecution();
        assertThat(deliveries.rows.get("dlv_1").status()).isEqualTo(Status.PENDING);
        refused(acme(ADMIN).when(new RetryDelivery(ORG, "dlv_1", ALICE)), ErrorCode.DELIVERY_NOT_FAILED);
        refused(acme(ADMIN).when(new RetryDelivery(ORG, "dlv_2", ALICE)), ErrorCode.DELIVERY_NOT_FOUND);
        hook(false, "gone");
        deliveries.rows.put("dlv_1", new Failed("dlv_1", HOOK, Status.FAILED));
        refused(acme(ADMIN).when(new RetryDelivery(ORG, "dlv_1", ALICE)), ErrorCode.WEBHOOK_DISABLED);
    }

    @Test
    void givenATestWhenKeptThenThereIsADelivery() {
        hook(false, null);
        Deliveries.Attempt attempt = new Deliveries.Attempt(1, Instant.EPOCH, 500, 3, null, "no");
        acme(ADMIN).when(new KeepTest(ORG, HOOK, "dlv_3", "m", false, attempt, ALICE)).expectNoEvents()
                .expectSuccessfulHandlerExecution();
        assertThat(deliveries.rows.get("dlv_3").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void givenNoRightWhenAnythingIsAskedThenPermissionDenied() {
        hook(true, null);
        Object reader = joined(BOB, Role.WRITE);
        refused(acme(reader).when(new DeleteWebhook(ORG, HOOK, BOB)), ErrorCode.PERMISSION_DENIED);
        refused(acme(reader).when(new ReplayEvents(ORG, HOOK, 1, null, BOB)), ErrorCode.PERMISSION_DENIED);
        refused(acme(reader).when(new RetryDelivery(ORG, "dlv_1", BOB)), ErrorCode.PERMISSION_DENIED);
        refused(acme(reader).when(
                new RotateWebhookSecret(ORG, HOOK, SigningSecret.generate(), Duration.ZERO, BOB)),
                ErrorCode.PERMISSION_DENIED);
    }

    private static RotateWebhookSecret rotate(Duration grace) {
        return new RotateWebhookSecret(ORG, HOOK, SigningSecret.generate(), grace, ALICE);
    }
}
