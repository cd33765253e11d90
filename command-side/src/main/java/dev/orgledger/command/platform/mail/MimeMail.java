package dev.orgledger.command.platform.mail;

import java.nio.charset.StandardCharsets;
import java.util.Date;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Fills a MIME message. */
final class MimeMail {

    private MimeMail() {
    }

    static MimeMessage fill(MimeMessage message, Mail mail, String from) {
        try {
            MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(mail.to());
            helper.setSubject(mail.subject());
            helper.setText(mail.text(), mail.html());
            helper.setSentDate(Date.from(mail.at()));
            message.saveChanges();
            message.setHeader("Message-ID", "<" + mail.id() + "@orgledger>");
            message.setHeader("Auto-Submitted", "auto-generated");
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException("mail " + mail.id(), e);
        }
    }
}
