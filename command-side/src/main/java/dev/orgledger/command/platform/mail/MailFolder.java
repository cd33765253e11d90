package dev.orgledger.command.platform.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The mails that were written as files, by this process or before it. */
@Component
public class MailFolder {

    private final Path folder;

    MailFolder(@Value("${orgledger.data:data}") Path data) {
        this.folder = data.resolve("mail");
    }

    /**
     * Deletes every mail whose id begins with one of these and a dot, half-written ones too.
     *
     * @param subjects such as the id of an invitation, or of an organization
     */
    public void delete(Collection<String> subjects) {
        if (subjects.isEmpty() || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (subjects.contains(subjectOf(file.getFileName().toString()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file is named by the time, a hyphen, and the mail's id. */
    private static String subjectOf(String file) {
        String id = file.substring(file.indexOf('-') + 1);
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }
}
