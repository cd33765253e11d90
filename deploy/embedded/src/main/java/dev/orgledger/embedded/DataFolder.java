package dev.orgledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder that keeps everything, held by one process at a time. The lock ends with the process, however it ends. */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if absent, readable by its owner alone, and takes hold of it.
     *
     * @throws FolderRefused when another process holds it, or it cannot be used
     */
    public static DataFolder hold(Path path) {
        try {
            Files.createDirectories(path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = path.resolve("lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new FolderRefused(
                        "The data folder " + path + " is in use by another Orgledger (process "
                                + Files.readString(file).strip() + ").",
                        "Stop that one, or give this one a folder of its own with ORGLEDGER_DATA=<folder>.", null);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return new DataFolder(path.toRealPath(), channel);
        } catch (IOException e) {
            throw new FolderRefused("The data folder " + path + " cannot be used: " + e,
                    "Name a writable folder with ORGLEDGER_DATA=<folder>.", e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The platform key that was made at the first start; empty when one is configured instead. */
    public Optional<String> platformKey() {
        Path file = platformKeyFile();
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where that key is kept. */
    public Path platformKeyFile() {
        return path.resolve("secrets").resolve("platform-key");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held within this very process.
            return false;
        }
    }
}
