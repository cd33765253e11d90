package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A data folder for one part of the bench, gone after it. */
record DataFolder(Path path) implements AutoCloseable {

    static DataFolder create() throws IOException {
        return new DataFolder(Files.createTempDirectory("orgledger-bench"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
