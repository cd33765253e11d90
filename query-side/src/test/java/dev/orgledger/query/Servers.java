package dev.orgledger.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.orgledger.embedded.KafkaBroker;

/** A broker of its own for a test class, in a folder that goes with it. */
final class Servers implements AutoCloseable {

    private final Path folder;
    private KafkaBroker kafka;

    Servers() {
        try {
            folder = Files.createTempDirectory("query-side");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = KafkaBroker.start(folder, 0);
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    void stopKafka() {
        kafka.close();
    }

    /** On the same port, with everything that was there. */
    void startKafka() {
        kafka = KafkaBroker.start(folder, kafka.port());
    }

    @Override
    public void close() {
        kafka.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
