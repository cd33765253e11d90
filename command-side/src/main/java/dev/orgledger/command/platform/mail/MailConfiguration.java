package dev.orgledger.command.platform.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** SMTP where {@code spring.mail.host} is set; else the folder {@code mail} below the data folder. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    /** Angus Mail would wait for ever. In milliseconds. */
    private static final String PATIENCE = "10000";

    @Bean
    Mailer mailer(ObjectProvider<JavaMailSender> smtp, @Value("${orgledger.data:data}") Path data,
            @Value("${orgledger.mail.from:Orgledger <no-reply@localhost>}") String from,
            @Value("${orgledger.mail.breaker-pause:30s}") Duration breakerPause) {
        JavaMailSender sender = smtp.getIfAvailable();
        if (sender == null) {
            return new FolderMailer(data.resolve("mail"), from);
        }
        if (sender instanceof JavaMailSenderImpl settings) {
            limitPatience(settings.getJavaMailProperties());
        }
        return new SmtpMailer(sender, from, breakerPause);
    }

    private static void limitPatience(Properties settings) {
        for (String protocol : new String[]{"mail.smtp.", "mail.smtps."}) {
            settings.putIfAbsent(protocol + "connectiontimeout", PATIENCE);
            settings.putIfAbsent(protocol + "timeout", PATIENCE);
            settings.putIfAbsent(protocol + "writetimeout", PATIENCE);
        }
    }
}
