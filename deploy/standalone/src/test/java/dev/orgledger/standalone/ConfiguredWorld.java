package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import dev.orgledger.standalone.LocalServer.Reply;

/**
 * A standalone with everything that is off by default: an identity provider, a captcha provider, an SMTP server; and with
 * times so short that they can be waited for. Started once for all tests that ask for it.
 */
final class ConfiguredWorld {

    private static final String CONSOLE = "https://console.example.test";
    private static final Pattern LINK = Pattern
            .compile(Pattern.quote(CONSOLE) + "/invitation\\?token=([A-Za-z0-9_]+)");

    final IdentityProvider identities = new IdentityProvider();
    final World world;

    private final LocalServer captcha = new LocalServer();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private volatile boolean captchaDown;

    private ConfiguredWorld() throws IOException {
        captcha.answer("/siteverify", asked -> captchaDown
                ? new Reply(500, "{}")
                : new Reply(200, "{\"success\": " + asked.contains("response=good") + "}"));
        mail.start();
        world = new World(Files.createTempDirectory("orgledger-configured"), Map.ofEntries(
                Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", identities.issuer()),
                Map.entry("spring.security.oauth2.resourceserver.jwt.audiences", IdentityProvider.AUDIENCE),
                Map.entry("orgledger.captcha.secret", "captcha-secret"),
                Map.entry("orgledger.captcha.verify-url", captcha.at("/siteverify")),
                Map.entry("spring.mail.host", "127.0.0.1"),
                Map.entry("spring.mail.port", mail.getSmtp().getPort()), Map.entry("orgledger.console-url", CONSOLE),
                Map.entry("orgledger.invitation.lifetime", "6s"),
                Map.entry("orgledger.invitation.resend-cooldown", "2s"),
                Map.entry("orgledger.invitation.reinvite-cooldown", "2s"),
                Map.entry("orgledger.invitation.daily-limit", 50),
                Map.entry("orgledger.webhook.allow-loopback", true), Map.entry("orgledger.webhook.timeout", "3s"),
                // More wrong credentials from one address than it would have patience for.
                Map.entry("orgledger.attempts.limit", 0)));
    }

    /** Started by whoever comes first; where that fails, it fails for everybody at once. */
    static ConfiguredWorld shared() {
        return Shared.WORLD;
    }

    private static final class Shared {

        private static final ConfiguredWorld WORLD = start();

        private static ConfiguredWorld start() {
            try {
                ConfiguredWorld configured = new ConfiguredWorld();
                Runtime.getRuntime().addShutdownHook(new Thread(configured::close));
                return configured;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void close() {
        world.service.close();
        mail.stop();
        captcha.close();
        identities.close();
    }

    /** Does that while the captcha provider answers nothing of use. */
    void whileTheCaptchaProviderIsDown(Runnable work) {
        captchaDown = true;
        try {
            work.run();
        } finally {
            captchaDown = false;
        }
    }

    /** The token in the newest of that many mails to that address. */
    String token(String email, int mails) {
        return patience().until(() -> tokens(email), tokens -> tokens.size() >= mails).getLast();
    }

    /** The subjects of all mails to that address. */
    List<String> subjects(String email) {
        return Stream.of(mail.getReceivedMessages()).filter(received -> email.equalsIgnoreCase(recipient(received)))
                .map(ConfiguredWorld::subject).toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From every mail to that address, the oldest first. */
    List<String> tokens(String email) {
        return Stream.of(mail.getReceivedMessages()).filter(received -> email.equalsIgnoreCase(recipient(received)))
                .map(ConfiguredWorld::tokenOf).toList();
    }

    static ConditionFactory patience() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tokenOf(MimeMessage mail) {
        try {
            Matcher link = LINK.matcher(World.text(mail.getContent()));
            assertThat(link.find()).isTrue();
            return link.group(1);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
