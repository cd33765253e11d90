package dev.orgledger.command.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.platform.dispatch.AroundCommand;
import dev.orgledger.command.platform.dispatch.Command;
import dev.orgledger.command.platform.dispatch.CommandExecution;
import dev.orgledger.command.user.UserCommand.RegisterUser;
import dev.orgledger.command.user.UserCommand.Registered;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.OrganizationName;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/**
 * What follows an invitation by itself, with a real SMTP server, a real store, and restarts of the whole command side.
 */
class InvitationAutomationTest {

    /** The command side without the forwarder. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "dev.orgledger.command", excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {
            ".*\\.kafka\\..*", ".*Test(\\$.*)?"}))
    static class CommandSide {}

    private static final Principal PLATFORM = new Principal.Platform();
    private static final Pattern LINK = Pattern.compile("https://console\\.example/invitation\\?token=(oli_\\w+)");

    @TempDir
    static Path data;
    static PostgresServer postgres;
    static int smtpPort;

    private static @Nullable ConfigurableApplicationContext commandSide;

    private GreenMail smtp;
    private String address;
    private @Nullable Principal founder;

    @BeforeAll
    static void startStore() throws IOException {
        postgres = PostgresServer.start(data.resolve("postgres"), 0);
        try (ServerSocket free = new ServerSocket(0)) {
            smtpPort = free.getLocalPort();
        }
    }

    @AfterAll
    static void stopStore() {
        stopCommandSide();
        postgres.close();
    }

    @BeforeEach
    void start() {
        smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        address = "ada-" + System.nanoTime() + "@example.org";
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

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

    @Test
    void givenAnInvitationWhenNobodyAnswersThenItEndsByItselfOverARestart() {
        stopCommandSide();
        startCommandSide("--orgledger.invitation.lifetime=2s");
        String orgId = organization("Acme");
        invite(orgId, founder());
        stopCommandSide();
        assertThat(stored(orgId, "invitation.expired")).isFalse();

        startCommandSide();

        Awaitility.await().until(() -> stored(orgId, "invitation.expired"));
    }

    @Test
    void givenARoleWithAnEndDateWhenItHasComeThenTheMembershipEnds() {
        startCommandSide();
        String orgId = organization("Acme");
        send(new RegisterUser(EmailAddress.parse(address), null, null, null, false, PLATFORM));

        send(new ProvisionMember(orgId, EmailAddress.parse(address), Role.WRITE, Instant.now().plusSeconds(2),
                PLATFORM));

        assertThat(stored(orgId, "role.expired")).isFalse();
        Awaitility.await().until(() -> stored(orgId, "role.expired"));
    }

    /** Takes the one that runs, if any does: a start takes seconds. */
    private static void startCommandSide(String... more) {
        if (commandSide != null) {
            return;
        }
        List<String> settings = new ArrayList<>(List.of("--server.port=0", "--orgledger.data=" + data,
                "--orgledger.platform-key=platform", "--spring.datasource.url=" + postgres.jdbcUrl(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + smtpPort,
                "--orgledger.mail.breaker-pause=500ms",
                "--orgledger.agenda.polling=100ms", "--orgledger.agenda.first-pause=200ms",
                "--orgledger.agenda.longest-pause=1s", "--orgledger.console-url=https://console.example/",
                "--orgledger.invitation.resend-cooldown=0s"));
        settings.addAll(List.of(more));
        commandSide = new SpringApplicationBuilder(CommandSide.class).run(settings.toArray(String[]::new));
    }

    private static void stopCommandSide() {
        if (commandSide != null) {
            commandSide.close();
            commandSide = null;
        }
    }

    private Principal founder() {
        if (founder == null) {
            Registered registered = send(new RegisterUser(EmailAddress.parse("founder-" + address), null, null, null,
                    false, PLATFORM));
            founder = new Principal.User(registered.userId());
        }
        return founder;
    }

    private String organization(String name) {
        String orgId = Ids.organization();
        send(new CreateOrganization(orgId, OrganizationName.parse(name), null, null, null, founder()));
        return orgId;
    }

    private Invited invite(String orgId, Principal by) {
        return send(new InviteMember(orgId, Ids.invitation(), EmailAddress.parse(address), Role.WRITE,
                new PersonName("Ada <3"), null, null, by));
    }

    @SuppressWarnings("unchecked")
    private <R> R send(Command command) {
        AtomicReference<Object> answer = new AtomicReference<>();
        AroundCommand<Object> around = (result, stored) -> answer.set(result);
        bean(CommandExecution.class).run(new RequestContext(command.by(), "request", "127.0.0.1", null), null, command,
                around);
        return (R) answer.get();
    }

    private <T> T bean(Class<T> type) {
        return Objects.requireNonNull(commandSide).getBean(type);
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

    private boolean stored(String orgId, String type) {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(),
                postgres.password());
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 FROM domain_event_entry WHERE aggregate_identifier = ? AND payload_type = ?")) {
            select.setString(1, orgId);
            select.setString(2, type);
            return select.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
