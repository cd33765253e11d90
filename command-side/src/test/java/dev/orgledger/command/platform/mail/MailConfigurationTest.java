package dev.orgledger.command.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

class MailConfigurationTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
            .withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
            .withUserConfiguration(MailConfiguration.class);

    @Test
    void givenNoHostWhenStartedThenMailGoesIntoTheFolder() {
        context.run(started -> assertThat(started).getBean(Mailer.class).isInstanceOf(FolderMailer.class));
        context.withPropertyValues("spring.mail.host=")
                .run(started -> assertThat(started).getBean(Mailer.class).isInstanceOf(FolderMailer.class));
    }

    @Test
    void givenAHostWhenStartedThenMailGoesThereWithoutWaitingForEver() {
        context.withPropertyValues("spring.mail.host=smtp.example.org",
                "spring.mail.properties.mail.smtp.timeout=5").run(started -> {
                    assertThat(started).getBean(Mailer.class).isInstanceOf(SmtpMailer.class);
                    assertThat(started.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
                            .containsEntry("mail.smtp.timeout", "5")
                            .containsEntry("mail.smtp.connectiontimeout", "10000");
                });
    }
}
