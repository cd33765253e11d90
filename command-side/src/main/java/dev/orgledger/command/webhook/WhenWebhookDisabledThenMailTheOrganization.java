package dev.orgledger.command.webhook;

import java.time.Clock;
import java.time.Instant;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.shared.webhook.WebhookEvent.WebhookDisabled;

/** Puts the mail on the agenda, in the transaction of the event. */
@Component
@ProcessingGroup("webhook-mail")
class WhenWebhookDisabledThenMailTheOrganization {

    private final Agenda agenda;
    private final Clock clock;

    WhenWebhookDisabledThenMailTheOrganization(Agenda agenda, Clock clock) {
        this.agenda = agenda;
        this.clock = clock;
    }

    @EventHandler
    void on(WebhookDisabled event, @MessageIdentifier String eventId, @Timestamp Instant at) {
        agenda.add(SendWebhookDisabledMail.NAME, new Disabling(event.webhookId(), eventId, at).text(), clock.instant());
    }
}
