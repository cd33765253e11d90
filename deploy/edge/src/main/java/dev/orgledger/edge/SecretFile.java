package dev.orgledger.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret in a file below the data folder, readable by its owner alone, made when it is first asked for. */
public final class SecretFile {

    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {
    }

    /**
     * The text in that file; a missing one is made with what {@code fresh} says. Two processes that start at once agree.
     */
    public static String readOrMake(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                make(file, fresh.get());
            }
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalStateException(file + " is empty: put the secret back, or remove the file");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file, String secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, OWNER_FOLDER);
        // Written beside its place and then linked: nobody ever reads half of it, and the first one wins.
        Path whole = Files.createTempFile(folder, "new", null, OWNER_FILE);
        try {
            Files.writeString(whole, secret + "\n");
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its secret is the one.
        } finally {
            Files.delete(whole);
        }
    }
}
