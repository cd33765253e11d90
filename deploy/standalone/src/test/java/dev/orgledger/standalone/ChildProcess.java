package dev.orgledger.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** The standalone in a process of its own, so that it can be killed. */
final class ChildProcess implements AutoCloseable {

    private final Path data;
    private final List<String> more;
    private final int port = freePort();
    final int kafkaPort = freePort();
    private Process process;

    /** @param more arguments of the command line */
    ChildProcess(Path data, String... more) {
        this.data = data;
        this.more = List.of(more);
    }

    /** Starts it and waits until it is ready. */
    ChildProcess start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-cp",
                        System.getProperty("java.class.path"), Standalone.class.getName(), "--server.port=" + port,
                        "--orgledger.data=" + data, "--orgledger.kafka.port=" + kafkaPort));
        command.addAll(more);
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100)).until(this::ready);
        return this;
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("ended before it was ready, see " + data.resolve("child.log"));
        }
        try {
            return Api.at(base()).get("/actuator/health/readiness").status() == 200;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** Everything that it wrote. */
    Path log() {
        return data.resolve("child.log");
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Api platform() throws IOException {
        return Api.at(base()).as(Files.readString(data.resolve("secrets/platform-key")).strip());
    }

    /** {@code kill -9}, of this process alone: its PostgreSQL lives on, as it would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("did not stop within a minute of being asked to");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
