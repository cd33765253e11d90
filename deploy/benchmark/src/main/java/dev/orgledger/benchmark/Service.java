package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The standalone as {@code deploy/up} starts it: a process of its own on free ports, over one data folder. */
final class Service implements AutoCloseable {

    /** Adds an end point that checks are measured against. */
    private static final String FIXED_ANSWER = "--orgledger.benchmark.fixed-answer=true";

    private final Process process;
    private final Path data;
    final URI base;
    final int kafkaPort;
    final Duration readyAfter;

    private Service(Process process, Path data, URI base, int kafkaPort, Duration readyAfter) {
        this.process = process;
        this.data = data;
        this.base = base;
        this.kafkaPort = kafkaPort;
        this.readyAfter = readyAfter;
    }

    /** Starts it and waits until it is ready; the time counts from the command to readiness. */
    static Service start(Path up, Path data, String... options) throws IOException, InterruptedException {
        int port = freePort();
        int kafkaPort = freePort();
        Files.createDirectories(data);
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(up.toString(), FIXED_ANSWER), Stream.of(options)).toList());
        builder.environment().put("ORGLEDGER_DATA", data.toString());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("ORGLEDGER_KAFKA_PORT", String.valueOf(kafkaPort));
        builder.environment().put("ORGLEDGER_WEBHOOK_ALLOW_LOOPBACK", "true");
        builder.redirectErrorStream(true).redirectOutput(data.resolve("bench-service.log").toFile());
        long from = System.nanoTime();
        Process process = builder.start();
        URI base = URI.create("http://127.0.0.1:" + port);
        while (!ready(base)) {
            if (!process.isAlive() || System.nanoTime() - from > TimeUnit.SECONDS.toNanos(180)) {
                process.destroy();
                throw new IOException("the service did not get ready: " + data.resolve("bench-service.log"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new Service(process, data, base, kafkaPort, Duration.ofNanos(System.nanoTime() - from));
    }

    private static boolean ready(URI base) {
        try {
            HttpURLConnection connection = (HttpURLConnection) base.resolve("/actuator/health/readiness").toURL()
                    .openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String platformKey() throws IOException {
        return Files.readString(data.resolve("secrets/platform-key")).strip();
    }

    /** Memory of the process and of all that it started, in MiB: proportional set size, so that shared pages count once. */
    long residentMiB() throws IOException {
        long kib = 0;
        try (Stream<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
            for (ProcessHandle each : all.toList()) {
                kib += pss(each.pid());
            }
        }
        return kib / 1024;
    }

    private static long pss(long pid) throws IOException {
        Path file = Path.of("/proc/" + pid + "/smaps_rollup");
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(
                    line.replaceAll("\\D", ""))).sum();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
