package dev.orgledger.command.invitation;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.organization.OrganizationCommand.CreateOrganization;
import dev.orgledger.command.platform.feed.EventFeed;
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
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/** The whole command side but the forwarder, which can be stopped and started, with a real store and a real SMTP server. */
abstract class AutomationFixture {

    /** The command side without the forwarder. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "dev.orgledger.command", excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {
            ".*\\.kafka\\..*", ".*(Test|Fixture|\\.DeliveryApplication)(\\$.*)?"}))
    static class CommandSide {

        /** Nobody follows it, since there is no webhook. */
        @Bean
        EventFeed eventFeed() {
            return () -> {
                throw new IllegalStateException("there is no Kafka here");
            };
        }
    }

    static final Principal PLATFORM = new Principal.Platform();

    @TempDir
    static Path data;
    static PostgresServer postgres;
    static int smtpPort;

    private static @Nullable ConfigurableApplicationContext commandSide;

    GreenMail smtp;
    String address;
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

    /** Takes the one that runs, if any does: a start takes seconds. */
    static void startCommandSide(String... more) {
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
        settings.removeIf(setting -> Stream.of(more).anyMatch(other -> name(other).equals(name(setting))));
        settings.addAll(List.of(more));
        commandSide = new SpringApplicationBuilder(CommandSide.class).run(settings.toArray(String[]::new));
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    static void stopCommandSide() {
        if (commandSide != null) {
            commandSide.close();
            commandSide = null;
        }
    }

    Principal founder() {
        if (founder == null) {
            Registered registered = send(new RegisterUser(EmailAddress.parse("founder-" + address), null, null, null,
                    false, PLATFORM));
            founder = new Principal.User(registered.userId());
        }
        return founder;
    }

    String organization(String name) {
        String orgId = Ids.organization();
        send(new CreateOrganization(orgId, OrganizationName.parse(name), null, null, null, founder()));
        return orgId;
    }

    Invited invite(String orgId, Principal by) {
        return send(new InviteMember(orgId, Ids.invitation(), EmailAddress.parse(address), Role.WRITE,
                new PersonName("Ada <3"), null, null, by));
    }

    @SuppressWarnings("unchecked")
    <R> R send(Command command) {
        AtomicReference<Object> answer = new AtomicReference<>();
        AroundCommand<Object> around = (result, stored) -> answer.set(result);
        bean(CommandExecution.class).run(new RequestContext(command.by(), "request", "127.0.0.1", null), null, command,
                around);
        return (R) answer.get();
    }

    <T> T bean(Class<T> type) {
        return Objects.requireNonNull(commandSide).getBean(type);
    }

    <T> Stream<T> beans(Class<T> type) {
        return Objects.requireNonNull(commandSide).getBeanProvider(type).orderedStream();
    }

    boolean stored(String orgId, String type) {
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
}
