package dev.orgledger.command.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMailerTest {

    private static final Mail MAIL = new Mail("inv_1.1", Instant.parse("2026-01-02T03:04:05Z"), "ada@example.org",
            "Invitation to Zoë", "text", "<p>html</p>");

    @TempDir
    Path data;

    @Test
    void givenNoServerWhenSentThenItsOwnerFindsAFile() throws Exception {
        new FolderMailer(data.resolve("mail"), "no-reply@example.org").send(MAIL);

        Path file = data.resolve("mail/20260102T030405.000Z-inv_1.1.eml");
        assertThat(files()).containsExactly(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (InputStream bytes = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(null, bytes);
            assertThat(mail.getSubject()).isEqualTo("Invitation to Zoë");
            assertThat(mail.getAllRecipients()[0]).hasToString("ada@example.org");
        }
    }

    @Test
    void givenARepeatWhenSentThenThereIsStillOneFile() throws Exception {
        FolderMailer mailer = new FolderMailer(data.resolve("mail"), "no-reply@example.org");
        mailer.send(MAIL);
        mailer.send(MAIL);

        assertThat(files()).hasSize(1);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("mail"))) {
            return files.toList();
        }
    }
}
