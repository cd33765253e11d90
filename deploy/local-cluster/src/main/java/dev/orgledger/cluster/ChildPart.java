package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** A part that is a child of this process, with a log file and a file that names its process. */
final class ChildPart implements Part {

    private static final Duration UNTIL_READY = Duration.ofMinutes(3);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(60);

    /** A Ctrl-C is meant for this process alone, which stops the others in order: so they are made a session of their own. */
    private static final List<String> APART = Files.isExecutable(Path.of("/usr/bin/setsid"))
            ? List.of("/usr/bin/setsid")
            : List.of();

    private final String name;
    private final Folders folders;
    private final Command command;
    private final BooleanSupplier ready;
    private volatile @Nullable Process process;
    private volatile boolean wanted;

    /**
     * How it is run.
     *
     * @param line program and arguments
     * @param environment what it gets beside PATH, HOME and the like; a service takes its settings from there alone
     * @param directory where it works
     */
    record Command(List<String> line, Map<String, String> environment, Path directory) {}

    ChildPart(String name, Folders folders, Command command, BooleanSupplier ready) {
        this.name = name;
        this.folders = folders;
        this.command = command;
        this.ready = ready;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProcessHandle process() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return started.toHandle();
    }

    @Override
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts it without waiting. */
    void launch() {
        try {
            Files.deleteIfExists(folders.readyFile(name));
            List<String> line = new ArrayList<>(APART);
            line.addAll(command.line());
            ProcessBuilder builder = new ProcessBuilder(line).directory(command.directory().toFile())
                    .redirectErrorStream(true).redirectOutput(Redirect.appendTo(log().toFile()));
            // Whatever is configured for other programs is none of their business.
            builder.environment().keySet().removeIf(
                    variable -> variable.startsWith("SPRING_") || variable.startsWith("SERVER_")
                            || variable.startsWith("ORGLEDGER_") || variable.startsWith("JDK_JAVA_OPTIONS"));
            builder.environment().putAll(command.environment());
            Process started = builder.start();
            process = started;
            wanted = true;
            Files.writeString(folders.pidFile(name), started.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    void awaitReady() {
        Waiting.until(() -> {
            if (!runs()) {
                throw new IllegalStateException(name + " ended before it was ready; " + log() + " says why");
            }
            return ready();
        }, UNTIL_READY, () -> name + " is not ready after " + UNTIL_READY.toMinutes() + " minutes; see " + log());
        try {
            Files.writeString(folders.readyFile(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean wanted() {
        return wanted;
    }

    @Override
    public void stop() {
        wanted = false;
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(UNTIL_STOPPED.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(folders.readyFile(name));
            Files.deleteIfExists(folders.pidFile(name));
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean runs() {
        Process started = process;
        return started != null && started.isAlive();
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    private Path log() {
        return folders.logs().resolve(name + ".log");
    }
}
