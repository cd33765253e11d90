package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes of a cluster whose starter was killed: they work on the folder that is wanted now. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PROCESSES = Path.of("/proc");

    private Leftovers() {
    }

    /** Ends them, in order. PostgreSQL sees to itself. */
    static void stop(Folders folders) {
        try (Stream<Path> files = Files.list(folders.run())) {
            List<Path> all = files.toList();
            for (Path file : all) {
                if (file.toString().endsWith(".pid") && !file.endsWith("postgres.pid")) {
                    of(file, folders).ifPresent(Leftovers::end);
                }
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that the file names, if it still is the one: the number may belong to a stranger by now. */
    private static Optional<ProcessHandle> of(Path file, Folders folders) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).filter(ProcessHandle::isAlive)
                .filter(process -> worksIn(process, folders.data()));
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(PROCESSES.resolve(process.pid() + "/cwd")).startsWith(folder);
        } catch (IOException e) {
            // Gone meanwhile, of another user, or on a system that does not tell.
            return false;
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        Waiting.until(() -> !process.isAlive(), PATIENCE, () -> "Process " + process.pid()
                + " of a former cluster on this folder does not end");
    }
}
