package dev.orgledger.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What {@code postmaster.pid} of a data directory says. The file outlives a {@code kill -9}, and its process id may by now
 * belong to a zombie or to a stranger, so it is believed only after a look at the process.
 */
record Postmaster(Path data, long pid) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration PATIENCE_WITH_ORPHANS = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** The server that the file names, running or not; empty without a readable file. */
    static Optional<Postmaster> of(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        return first.matches("\\d{1,18}")
                ? Optional.of(new Postmaster(data, Long.parseLong(first)))
                : Optional.of(new Postmaster(data, -1));
    }

    /** Whether that process is a PostgreSQL at work on this very directory. */
    boolean runs() {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::worksHere).isPresent();
    }

    /** Removes the file of a server that is gone, once its last child process is gone too. */
    void forget() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_WITH_ORPHANS.toNanos();
        for (Optional<ProcessHandle> orphan = orphan(); orphan.isPresent(); orphan = orphan()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Processes of a PostgreSQL that is gone still work in " + data);
            }
            awaitExit(orphan.get());
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private Optional<ProcessHandle> orphan() {
        return ProcessHandle.allProcesses().filter(this::worksHere).findAny();
    }

    /** Not for long: where nobody reaps them, orphans end as zombies, which work nowhere any more but never exit. */
    private static void awaitExit(ProcessHandle orphan) throws IOException, InterruptedException {
        try {
            orphan.onExit().get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Looked at again by the caller.
        } catch (ExecutionException e) {
            throw new IOException("Cannot wait for process " + orphan.pid(), e);
        }
    }

    private boolean worksHere(ProcessHandle process) {
        if (Files.isDirectory(PROCESSES.resolve("self"))) {
            return workingDirectory(process).filter(data::equals).isPresent();
        }
        return process.info().command().filter(command -> command.endsWith("postgres")).isPresent()
                && process.info().arguments().filter(given -> Arrays.asList(given).contains(data.toString()))
                        .isPresent();
    }

    private static Optional<Path> workingDirectory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(PROCESSES.resolve(process.pid() + "/cwd")));
        } catch (IOException e) {
            // Gone meanwhile, a zombie, or of another user: in no case one of ours.
            return Optional.empty();
        }
    }
}
