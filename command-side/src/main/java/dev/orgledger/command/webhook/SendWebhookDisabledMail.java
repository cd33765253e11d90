package dev.orgledger.command.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.platform.mail.Mail;
import dev.orgledger.command.platform.mail.Mailer;
import dev.orgledger.command.platform.vault.Contacts;

/** Tells an organization's management address that a webhook was disabled; once a day at most for each. */
@Component
class SendWebhookDisabledMail implements LaterTask {

    static final String NAME = "webhook-disabled-mail";

    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcWebhooks webhooks;
    private final Contacts contacts;
    private final Mailer mailer;
    private final Clock clock;

    SendWebhookDisabledMail(JdbcWebhooks webhooks, Contacts contacts, Mailer mailer, Clock clock) {
        this.webhooks = webhooks;
        this.contacts = contacts;
        this.mailer = mailer;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String subject) {
        Instant now = clock.instant();
        Disabling disabling = Disabling.parse(subject, now);
        String webhookId = disabling.webhookId();
        Optional<Webhook> webhook = webhooks.unwarned(webhookId, now.minus(DAY));
        webhook.filter(off -> !off.enabled()).ifPresent(off -> {
            mailer.send(mail(off, contacts.of(off.orgId()), disabling));
            webhooks.warned(webhookId, now);
        });
    }

    private static Mail mail(Webhook webhook, String address, Disabling disabling) {
        String why = "gone".equals(webhook.disabledReason())
                ? "the receiver answered that it is gone for good (410)"
                : "every attempt at one delivery failed";
        String host = webhook.url().host();
        String text = """
                Hello,

                the webhook "%s", which goes to %s, was disabled: %s.

                Nothing is lost. Once the receiver is well again, enable the webhook: deliveries go on with the first event that
                was not delivered.
                """
                .formatted(webhook.name(), host, why);
        String html = """
                <!DOCTYPE html>
                <html><body>
                <p>Hello,</p>
                <p>the webhook <strong>%s</strong>, which goes to %s, was disabled: %s.</p>
                <p>Nothing is lost. Once the receiver is well again, enable the webhook: deliveries go on with the first event
                that was not delivered.</p>
                </body></html>
                """
                .formatted(HtmlUtils.htmlEscape(webhook.name()), HtmlUtils.htmlEscape(host), why);
        // Begins with the organization: where its address is a person's who is erased, its mails are found by that.
        String id = webhook.orgId() + "." + webhook.webhookId() + "." + disabling.eventId();
        return new Mail(id, disabling.at(), address, "A webhook was disabled", text, html);
    }
}
