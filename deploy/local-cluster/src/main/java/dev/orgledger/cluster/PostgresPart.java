package dev.orgledger.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.orgledger.embedded.PostgresServer;

/** PostgreSQL, which is a process of its own without further ado. */
final class PostgresPart implements Part {

    private final Folders folders;
    private final int port;
    private volatile @Nullable PostgresServer server;
    private volatile boolean wanted;

    PostgresPart(Folders folders, int port) {
        this.folders = folders;
        this.port = port;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void start() {
        server = PostgresServer.start(folder(), port);
        wanted = true;
        try {
            Files.writeString(folders.pidFile(name()), process().pid() + "\n");
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
        PostgresServer running = server;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public ProcessHandle process() {
        return ProcessHandle.of(pid()).orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
    }

    @Override
    public boolean runs() {
        return Files.exists(pidFile()) && ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    @Override
    public boolean ready() {
        return runs() && Ports.listens(port);
    }

    PostgresServer server() {
        PostgresServer started = server;
        if (started == null) {
            throw new IllegalStateException("PostgreSQL was never started");
        }
        return started;
    }

    private Path folder() {
        return folders.data().resolve("postgres");
    }

    private Path pidFile() {
        return folder().resolve("data/postmaster.pid");
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not run", e);
        }
    }
}
