package dev.orgledger.command.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.orgledger.command.organization.OrganizationCommand.UpdateOrganization;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.command.user.UserCommand.EraseUser;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.value.Change;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.Subscription;
import dev.orgledger.command.webhook.WebhookCommand.CreateWebhook;
import dev.orgledger.command.webhook.WebhookCommand.DisableWebhook;
import dev.orgledger.command.value.WebhookName;
import dev.orgledger.command.webhook.WebhookUrl;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Principal;

/** Mails that stand as files, to an organization whose management address was a person's. */
class MailToAnErasedPersonTest extends AutomationFixture {

    private static final String TASK = "webhook-disabled-mail";

    private String org;
    private String hook;
    private String person;

    @BeforeEach
    void anOrganizationWithThePersonsAddress() {
        startCommandSide("--spring.mail.host=");
        Registered registered = send(
                new RegisterUser(EmailAddress.parse(address), null, null, null, false, PLATFORM));
        person = registered.userId();
        org = organization("Acme");
        address(address);
        hook = Ids.webhook();
        send(new CreateWebhook(org, hook, new WebhookName("Chat"), new WebhookUrl("https://hooks.acme.example/in"),
                new Subscription(List.of("member.*")), true, SigningSecret.generate(), founder()));
        send(new DisableWebhook(org, hook, "gone", new Principal.System()));
        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo(address).size() == 1);
    }

    @Test
    void givenTheManagementAddressWhenErasedThenItsMailsGo() {
        send(new EraseUser(person, PLATFORM));

        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo(address).isEmpty());
    }

    @Test
    void givenAnAddressOfBeforeWhenErasedThenItsMailsGo() {
        address("office-" + address);

        send(new EraseUser(person, PLATFORM));

        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo(address).isEmpty());
    }

    /** As after a kill between the sending and the remembering of it. */
    @Test
    void givenAMailThatWasSentWhenSentAgainThenItIsTheSameMail() {
        List<Path> before = mailsTo(address);
        JdbcClient jdbc = bean(JdbcClient.class);
        String subject = jdbc.sql("""
                SELECT event_identifier || ':' || floor(extract(epoch FROM time_stamp::timestamptz) * 1000)::bigint
                FROM domain_event_entry
                WHERE aggregate_identifier = ? AND payload_type = 'webhook.disabled'""").param(org)
                .query(String.class).single();
        jdbc.sql("UPDATE webhook SET warned_at = NULL WHERE webhook_id = ?").param(hook).update();

        beans(LaterTask.class).filter(task -> task.name().equals(TASK)).findFirst().orElseThrow()
                .run(hook + ":" + subject);

        assertThat(jdbc.sql("SELECT warned_at IS NOT NULL FROM webhook WHERE webhook_id = ?").param(hook)
                .query(Boolean.class).single()).as("sent again").isTrue();
        assertThat(mailsTo(address)).isEqualTo(before);
    }

    private void address(String email) {
        send(new UpdateOrganization(org, Change.keep(), Change.to(EmailAddress.parse(email)), Change.keep(),
                Change.keep(), founder()));
    }

    private static List<Path> mailsTo(String email) {
        Path folder = data.resolve("mail");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> holds(file, "To: " + email)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException gone) {
            // Deleted, or renamed, meanwhile.
            return false;
        }
    }
}
