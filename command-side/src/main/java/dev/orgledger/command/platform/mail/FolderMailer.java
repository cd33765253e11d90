package dev.orgledger.command.platform.mail;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailPreparationException;

/**
 * Writes each mail as an {@code .eml} file that only its owner reads. A repeat replaces the file; a half-written one is
 * never seen under its name.
 */
final class FolderMailer implements Mailer {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String from;

    FolderMailer(Path folder, String from) {
        this.folder = folder;
        this.from = from;
    }

    @Override
    public void send(Mail mail) {
        String name = TIME.format(mail.at()) + "-" + mail.id();
        Path unfinished = folder.resolve(name + ".part");
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
            try (OutputStream file = Channels.newOutputStream(Files.newByteChannel(unfinished,
                    Set.of(CREATE, TRUNCATE_EXISTING, WRITE, SYNC),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
                MimeMail.fill(new MimeMessage(Session.getInstance(new Properties())), mail, from).writeTo(file);
            }
            Files.move(unfinished, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (MessagingException e) {
            throw new MailPreparationException("mail " + mail.id(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
