package dev.orgledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/**
 * Where what runs on a data folder has its servers, for the operator's commands: {@code run/servers.properties}, under Spring's
 * names. Readable by its owner alone, since the event store's password is in it; there while it runs.
 */
public final class ServersFile {

    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private ServersFile() {
    }

    /** Where it is, below that data folder. */
    public static Path of(Path data) {
        return data.resolve("run").resolve("servers.properties");
    }

    /** Writes it. */
    public static void write(Path data, Map<String, String> addresses) {
        Properties all = new Properties();
        all.putAll(addresses);
        Path file = of(data);
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.createTempFile(file.getParent(), "servers", null, OWNER_FILE);
            try (Writer text = Files.newBufferedWriter(whole)) {
                all.store(text, null);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it, if it is there. */
    public static void remove(Path data) {
        try {
            Files.deleteIfExists(of(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
