package dev.orgledger.shared.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.state.StateRecord.Organization;
import dev.orgledger.shared.webhook.WebhookEvent;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookCreated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDeleted;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookSecretRotated;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

/** What an event leaves as it is. */
class StateChangesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Organization BEFORE = new Organization("org_1", "Acme", false, NOW.minusSeconds(60),
            new SecurityPolicy(true, PasswordPolicy.OFF, true, false, null), Set.of("key_1"), 6);

    static List<WebhookEvent> webhooks() {
        List<String> all = List.of("*");
        return List.of(new WebhookCreated("org_1", "wh_1", "Chat", "a.example", all, true),
                new WebhookUpdated("org_1", "wh_1", List.of("name"), "Talk", "a.example", all, true, "Chat",
                        "a.example", all, true),
                new WebhookDisabled("org_1", "wh_1", "Talk", "a.example", "gone"),
                new WebhookSecretRotated("org_1", "wh_1", "Talk", null),
                new WebhookDeleted("org_1", "wh_1", "Talk", "a.example"));
    }

    @ParameterizedTest
    @MethodSource("webhooks")
    void givenAnOrganizationWhenSomethingHappensToAWebhookThenOnlyTheVersionCounts(WebhookEvent event) {
        assertThat(StateChanges.organization(BEFORE, event, NOW, 7)).isEqualTo(new Organization("org_1", "Acme", false,
                BEFORE.createdAt(), BEFORE.policy(), Set.of("key_1"), 7));
        assertThat(StateChanges.membership(event, "event-7", NOW, 7)).isEmpty();
    }
}
