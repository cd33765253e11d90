package dev.orgledger.command.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** Against a real SMTP server. */
class SmtpMailerTest {

    private static final Mail MAIL = new Mail("inv_1.1", Instant.parse("2026-01-02T03:04:05Z"), "ada@example.org",
            "Invitation to Łódź & Söhne", "Grüße", "<p>Gr&uuml;&szlig;e</p>");

    private GreenMail server;
    private SmtpMailer mailer;

    @BeforeEach
    void start() throws Exception {
        // Not port 0: it has to come back where it was.
        try (ServerSocket free = new ServerSocket(0)) {
            server = new GreenMail(
                    new ServerSetup(free.getLocalPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        }
        server.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        mailer = new SmtpMailer(sender, "Orgledger <no-reply@example.org>", Duration.ofSeconds(1),
                CircuitBreakerRegistry.ofDefaults());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void givenAServerWhenSentThenTheMailIsThereOnceAsWritten() throws Exception {
        mailer.send(MAIL);

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo(MAIL.subject());
        assertThat(mail.getFrom()[0]).hasToString("Orgledger <no-reply@example.org>");
        assertThat(mail.getMessageID()).isEqualTo("<inv_1.1@orgledger>");
        assertThat(mail.getSentDate()).isEqualTo(MAIL.at());
    }

    @Test
    void givenAServerThatIsDownWhenSentOftenThenItIsLeftAloneForAWhile() {
        server.stop();

        assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(MailSendException.class);
        assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(CallNotPermittedException.class);

        server.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            mailer.send(MAIL);
            return true;
        });
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void givenAnAddressThatIsNotTakenWhenSentOftenThenOthersStillGetTheirs() {
        Mail bad = new Mail("inv_2.1", MAIL.at(), "a@@b", "s", "t", "h");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> mailer.send(bad)).isNotInstanceOf(CallNotPermittedException.class);
        }

        mailer.send(MAIL);

        assertThat(server.getReceivedMessages()).hasSize(1);
    }
}
