package dev.orgledger.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

import dev.orgledger.shared.envelope.EventJson;

/**
 * Keeps {@link OwnData} in one file that is replaced as a whole. In a service of yours this is a transaction of your
 * database; what counts is that data, versions and offsets are in the same one.
 */
final class OwnStore {

    private final Path file;
    private OwnData content;

    OwnStore(Path file) {
        this.file = file;
        this.content = Files.exists(file) ? read(file) : OwnData.none();
    }

    /** As it was last saved; not to be changed. */
    synchronized OwnData content() {
        return content;
    }

    /** All of the change, or none of it: when it throws, and when the process dies in the middle. */
    synchronized void change(Consumer<OwnData> change) {
        OwnData draft = content.copy();
        change.accept(draft);
        save(draft);
        content = draft;
    }

    private static OwnData read(Path file) {
        try {
            return EventJson.mapper().readValue(Files.readAllBytes(file), OwnData.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(OwnData draft) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, EventJson.mapper().writeValueAsBytes(draft), StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
