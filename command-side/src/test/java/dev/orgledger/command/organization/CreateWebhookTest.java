package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.webhook.Webhook;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;

class CreateWebhookTest extends WebhookFixture {

    @Test
    void givenAnAdminWhenCreatingThenCreatedAndOfTheUrlOnlyTheHostIsTold() {
        acme(joined(ALICE, Role.ADMIN)).when(create(ALICE))
                .expectEvents(new WebhookCreated(ORG, HOOK, "Chat", "hooks.acme.example", List.of("member.*"), true));

        assertThat(now().url()).isEqualTo(URL);
        // Three events before, and its own.
        assertThat(webhooks.asked).containsExactly("created at 4");
    }

    @Test
    void givenLessThanAnAdminWhenCreatingThenPermissionDenied() {
        acme(joined(BOB, Role.WRITE)).when(create(BOB)).expectNoEvents()
                .expectException(new DeniedMatcher("Admin role required", "org.manage_webhooks", "write", "admin"));
        refused(acme(joined(ALICE, Role.ADMIN)).when(create(keyOf(ALICE, Role.WRITE))), ErrorCode.PERMISSION_DENIED);
        refused(acme().when(create(PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAStrangerOrADeletedOrganizationWhenCreatingThenOrganizationNotFound() {
        refused(acme().when(create(CAROL)), ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(new OrgDeleted(ORG, "Acme")).when(create(OLGA)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAHundredWhenCreatingThenWebhookLimit() {
        for (int i = 0; i < 99; i++) {
            webhooks.updated(new Webhook("wh_" + i + "_", ORG, "n", URL, MEMBERS, true, null, Instant.EPOCH));
        }
        acme().when(create(OLGA)).expectSuccessfulHandlerExecution();
        refused(acme().when(create(OLGA)), ErrorCode.WEBHOOK_LIMIT);
    }

    @Test
    void givenAnotherVersionThanExpectedWhenCreatingThenVersionMismatch() {
        refused(acme().when(create(OLGA), expecting(1)), ErrorCode.VERSION_MISMATCH);
    }
}
