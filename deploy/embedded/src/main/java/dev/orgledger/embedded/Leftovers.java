package dev.orgledger.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Half-made directories of a start that was interrupted. */
final class Leftovers {

    private Leftovers() {
    }

    /** That directory, made anew and for its owner alone. */
    static Path emptyDirectory(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path : contentFirst(directory)) {
                Files.delete(path);
            }
        }
        return Files.createDirectory(directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static List<Path> contentFirst(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
