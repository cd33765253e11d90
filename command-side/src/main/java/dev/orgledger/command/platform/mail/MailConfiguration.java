package dev.orgledger.command.platform.mail;

import java.nio.file.Path;
import java.util.Properties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import dev.orgledger.edge.Settings;

/** SMTP where {@code spring.mail.host} is set; else the folder {@code mail} below the data folder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    /** Angus Mail would wait for ever. In milliseconds. */
    private static final String PATIENCE = "10000";

    @Bean
    Mailer mailer(ObjectProvider<JavaMailSender> smtp, Environment environment, MailSettings settings,
            CircuitBreakerRegistry breakers, @Value("${orgledger.data:data}") Path data) {
        JavaMailSender sender = smtp.getIfAvailable();
        if (sender == null || unset(environment)) {
            return new FolderMailer(data.resolve("mail"), settings.from());
        }
        if (sender instanceof JavaMailSenderImpl spring) {
            limitPatience(spring.getJavaMailProperties());
        }
        return new SmtpMailer(sender, settings.from(), settings.breakerPause(), breakers);
    }

    /** Spring takes an empty host for one. */
    private static boolean unset(Environment environment) {
        return !Settings.isSet(environment, "spring.mail.host")
                && !Settings.isSet(environment, "spring.mail.jndi-name");
    }

    private static void limitPatience(Properties settings) {
        for (String protocol : new String[]{"mail.smtp.", "mail.smtps."}) {
            settings.putIfAbsent(protocol + "connectiontimeout", PATIENCE);
            settings.putIfAbsent(protocol + "timeout", PATIENCE);
            settings.putIfAbsent(protocol + "writetimeout", PATIENCE);
        }
    }
}
