package dev.orgledger.embedded;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.zonky.test.db.postgres.util.LinuxUtils;

/**
 * A PostgreSQL of its own, from the real binaries, durable ({@code fsync} and {@code synchronous_commit} on), on the loopback
 * address alone and with a password that only the owner of the data folder can read.
 *
 * <p>
 * The server is a process of its own and survives a {@code kill -9} of this one: the next start on the folder stops the
 * leftover in order and starts afresh, so that settings and sessions of the dead process end with it.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final String USER = "orgledger";

    private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit", "on",
            "listen_addresses", FreePort.LOOPBACK, "unix_socket_directories", "", "timezone", "UTC", "max_connections",
            "100",
            "shared_buffers", "64MB", "jit", "off", "log_min_messages", "warning", "max_wal_size", "256MB");

    private final Path folder;
    private final Path data;
    private final Path binaries;
    private final int port;
    private final String password;

    private PostgresServer(Path folder, Path binaries, int port) throws IOException, InterruptedException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.binaries = binaries;
        stop();
        if (!Files.exists(data)) {
            initialise();
        }
        this.password = Files.readString(folder.resolve("password")).strip();
        this.port = FreePort.orAny("PostgreSQL", port);
        launch();
    }

    /**
     * Starts the server of that folder and returns when it accepts connections; makes an empty one at the first time.
     *
     * @param folder of this server alone; made if absent
     * @param port to listen on, or 0 for any free one
     * @throws PortInUse if the port is taken
     * @throws IllegalStateException if it does not start, with what it said
     */
    public static PostgresServer start(Path folder, int port) {
        try {
            Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
            Path home = folder.toRealPath();
            return new PostgresServer(home, PostgresBinaries.in(home), port);
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not start in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL started", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Its only database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + FreePort.LOOPBACK + ":" + port + "/postgres";
    }

    /** The owner of everything in it. */
    public String user() {
        return USER;
    }

    /** The user's password; a secret. */
    public String password() {
        return password;
    }

    /** Stops it in order: sessions end, everything is written, the process is gone. Does nothing the second time. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops what runs on the directory, no matter who started it: this process or one before it that was killed. */
    private void stop() throws IOException, InterruptedException {
        Optional<Postmaster> found = Postmaster.of(data);
        if (found.isEmpty()) {
            return;
        }
        Postmaster server = found.get();
        if (server.runs()) {
            try {
                run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60");
                return;
            } catch (IOException e) {
                if (server.runs()) {
                    throw e;
                }
                log.debug("It died before it could be stopped", e);
            }
        }
        log.info("Removing the process id file of a PostgreSQL that is gone");
        server.forget();
    }

    private void initialise() throws IOException, InterruptedException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path secret = folder.resolve("password");
        Files.deleteIfExists(secret);
        Files.createFile(secret, asFileAttribute(fromString("rw-------")));
        Files.writeString(secret, HexFormat.of().formatHex(random));
        // Made beside its place and then moved, so that a half-made one is never taken for a whole one.
        Path half = Leftovers.emptyDirectory(folder.resolve("initialising"));
        run("initdb", "-D", half.toString(), "-U", USER, "--pwfile=" + secret, "-A", "scram-sha-256", "-E", "UTF8",
                "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
        Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch() throws IOException, InterruptedException {
        Path serverLog = folder.resolve("server.log");
        if (Files.exists(serverLog)) {
            Files.move(serverLog, folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String options = SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        // pg_ctl makes the server the leader of a process group of its own: a Ctrl-C meant for this process does not reach it.
        try {
            run("pg_ctl", "start", "-D", data.toString(), "-l", serverLog.toString(), "-w", "-t", "120", "-o", options);
        } catch (IOException e) {
            // A Ctrl-C may end the program that waits, and leave the server that it started.
            stop();
            throw e;
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, program, ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            if (builder.start().waitFor() != 0) {
                throw new IOException(program + " failed: " + Files.readString(output) + serverLog());
            }
        } finally {
            Files.delete(output);
        }
    }

    private String serverLog() throws IOException {
        Path serverLog = folder.resolve("server.log");
        return Files.exists(serverLog) ? Files.readString(serverLog) : "";
    }
}
