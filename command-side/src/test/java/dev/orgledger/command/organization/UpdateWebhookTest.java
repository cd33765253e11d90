package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.WebhookName;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookUpdated;

class UpdateWebhookTest extends WebhookFixture {

    private static final String HOST = "hooks.acme.example";
    private static final List<String> EVENTS = List.of("member.*");

    @Test
    void givenOtherValuesWhenUpdatingThenUpdatedWithWhatWas() {
        hook(true, null);
        acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.to(new WebhookName("Talk")), Change.to(new WebhookUrl("https://talk.example/in")),
                        Change.to(new Subscription(List.of("*"))), Change.to(false)))
                .expectEvents(new WebhookUpdated(ORG, HOOK, List.of("name", "url", "events", "enabled"), "Talk",
                        "talk.example", List.of("*"), false, "Chat", HOST, EVENTS, true));

        assertThat(now().enabled()).isFalse();
        assertThat(now().url().text()).isEqualTo("https://talk.example/in");
        assertThat(webhooks.asked).isEmpty();
    }

    @Test
    void givenAnotherPathOnTheSameHostWhenUpdatingThenThatIsAChangeOfTheUrl() {
        hook(true, null);
        acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.keep(), Change.to(new WebhookUrl("https://hooks.acme.example/other")),
                        Change.keep(), Change.keep()))
                .expectEvents(new WebhookUpdated(ORG, HOOK, List.of("url"), "Chat", HOST, EVENTS, true, "Chat", HOST,
                        EVENTS, true));
    }

    @Test
    void givenOneThatWasGivenUpWhenEnabledThenItGoesOnWhereItWas() {
        hook(false, "gone");
        acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.keep(), Change.keep(), Change.keep(), Change.to(true)))
                .expectEvents(new WebhookUpdated(ORG, HOOK, List.of("enabled"), "Chat", HOST, EVENTS, true, "Chat",
                        HOST, EVENTS, false));

        assertThat(now().disabledReason()).isNull();
        assertThat(webhooks.asked).containsExactly("resumed");
    }

    @Test
    void givenTheSameValuesWhenUpdatingThenNothingHappens() {
        hook(true, null);
        acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.to(new WebhookName("Chat")), Change.to(URL), Change.to(MEMBERS), Change.to(true)))
                .expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenClearedValuesWhenUpdatingThenEachIsRequired() {
        hook(true, null);
        refused(acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.to(null), Change.keep(), Change.keep(), Change.keep())), ErrorCode.NAME_REQUIRED);
        refused(acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.keep(), Change.to(null), Change.keep(), Change.keep())), ErrorCode.INVALID_URL);
        refused(acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.keep(), Change.keep(), Change.to(null), Change.keep())), ErrorCode.INVALID_EVENTS);
    }

    @Test
    void givenNoSuchWebhookWhenUpdatingThenWebhookNotFound() {
        refused(acme(joined(ALICE, Role.ADMIN))
                .when(update(Change.keep(), Change.keep(), Change.keep(), Change.keep())), ErrorCode.WEBHOOK_NOT_FOUND);
    }
}
