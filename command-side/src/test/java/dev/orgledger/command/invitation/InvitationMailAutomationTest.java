package dev.orgledger.command.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.credential.Secret;

/** The mail that follows an invitation by itself, whatever is down or restarted meanwhile. */
class InvitationMailAutomationTest extends AutomationFixture {

    private static final Pattern LINK = Pattern.compile("https://console\\.example/invitation\\?token=(oli_\\w+)");

    @Test
    void givenAServerWhenInvitedThenOneMailArrivesWithTheTokenOfTheInvitation() throws Exception {
        startCommandSide();

        Invited invited = invite(organization("Tom & Jerry"), founder());

        MimeMessage mail = onlyMail();
        assertThat(mail.getAllRecipients()[0]).hasToString(address);
        assertThat(mail.getSubject()).isEqualTo("Invitation to Tom & Jerry");
        assertThat(part(mail, 0)).contains("Hello Ada <3,", "\"Tom & Jerry\"");
        assertThat(part(mail, 1)).contains("Hello Ada &lt;3,", "<strong>Tom &amp; Jerry</strong>");
        assertThat(bean(Invitations.class).byTokenHash(Secret.hash(token(mail))).orElseThrow().invitation()
                .invitationId()).isEqualTo(invited.invitationId());
        assertNothingLeft("invitation-mail");
    }

    @Test
    void givenAServerThatIsDownWhenInvitedThenTheMailArrivesAfterARestartAndOnlyOnce() throws Exception {
        startCommandSide();
        smtp.stop();
        invite(organization("Acme"), founder());
        Awaitility.await().until(() -> failures() > 0);

        stopCommandSide();
        smtp.start();
        startCommandSide();
        onlyMail();

        stopCommandSide();
        startCommandSide();
        onlyMail();
    }

    @Test
    void givenAnInvitationThatWasResentMeanwhileWhenTheServerIsBackThenOnlyTheNewTokenIsSent() throws Exception {
        startCommandSide();
        smtp.stop();
        String orgId = organization("Acme");
        Invited invited = invite(orgId, founder());
        send(new ResendInvitation(orgId, EmailAddress.parse(address), founder()));
        Awaitility.await().until(() -> waiting("invitation-mail") == 1);

        smtp.start();

        MimeMessage mail = onlyMail();
        assertThat(bean(Invitations.class).byTokenHash(Secret.hash(token(mail))).orElseThrow().sending()).isEqualTo(2);
        assertThat(mail.getMessageID()).isEqualTo("<" + invited.invitationId() + ".2@orgledger>");
        assertNothingLeft("invitation-mail");
    }

    @Test
    void givenAnInvitationThatWasRevokedMeanwhileWhenItsTurnComesThenNothingIsSent() {
        startCommandSide();
        smtp.stop();
        String orgId = organization("Acme");
        invite(orgId, founder());
        send(new RevokeInvitation(orgId, EmailAddress.parse(address), founder()));

        assertNothingLeft("invitation-mail");
        smtp.start();
        assertThat(mails()).isEmpty();
    }

    /** Waits for a mail to the invited address, and then to see that nothing is left to be done. */
    private MimeMessage onlyMail() {
        Awaitility.await().until(() -> !mails().isEmpty());
        assertNothingLeft("invitation-mail");
        assertThat(mails()).hasSize(1);
        return mails().getFirst();
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(smtp.getReceivedMessagesForDomain(address)).toList();
    }

    private void assertNothingLeft(String task) {
        Awaitility.await().until(() -> waiting(task) == 0);
    }

    private int waiting(String task) {
        return bean(JdbcClient.class).sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = ?").param(task)
                .query(Integer.class).single();
    }

    private int failures() {
        return bean(JdbcClient.class).sql("SELECT coalesce(max(consecutive_failures), 0) FROM scheduled_tasks")
                .query(Integer.class).single();
    }

    private static String token(MimeMessage mail) throws Exception {
        Matcher link = LINK.matcher(part(mail, 0));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        MimeMultipart alternatives = (MimeMultipart) ((MimeMultipart) ((MimeMultipart) mail.getContent())
                .getBodyPart(0).getContent()).getBodyPart(0).getContent();
        return (String) alternatives.getBodyPart(number).getContent();
    }
}
