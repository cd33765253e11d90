package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The cluster as {@code deploy/cluster} starts it, on free ports, over one data folder. */
final class Cluster implements AutoCloseable {

    private static final Pattern QUERY_SIDES = Pattern.compile("upstream query_side \\{[^}]*}");
    private static final Pattern SERVER = Pattern.compile("server ([0-9.]+:[0-9]+)");

    private final Process process;
    private final Path data;
    final URI base;

    private Cluster(Process process, Path data, URI base) {
        this.process = process;
        this.data = data;
        this.base = base;
    }

    /** Starts it, by the command beside {@code deploy/up}, and waits until its gateway answers, which is started last. */
    static Cluster start(Path up, Path data) throws IOException, InterruptedException {
        int port = Service.freePort();
        ProcessBuilder builder = new ProcessBuilder(up.resolveSibling("cluster").toString(), "--port=" + port,
                "--kafka-port=" + Service.freePort());
        builder.environment().put("ORGLEDGER_DATA", data.toString());
        builder.redirectErrorStream(true).redirectOutput(data.resolve("bench-cluster.log").toFile());
        long from = System.nanoTime();
        Process process = builder.start();
        URI base = URI.create("http://127.0.0.1:" + port);
        while (!answers(base)) {
            if (!process.isAlive() || System.nanoTime() - from > TimeUnit.MINUTES.toNanos(5)) {
                process.destroy();
                throw new IOException("the cluster did not get ready: " + data.resolve("bench-cluster.log"));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return new Cluster(process, data, base);
    }

    private static boolean answers(URI base) {
        try {
            HttpURLConnection connection = (HttpURLConnection) base.resolve("/organization").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 401;
        } catch (IOException notYet) {
            return false;
        }
    }

    String platformKey() throws IOException {
        return Files.readString(data.resolve("secrets/platform-key")).strip();
    }

    /** The query sides themselves, past the gateway: their addresses stand in its configuration. */
    List<URI> querySides() throws IOException {
        String upstream = QUERY_SIDES.matcher(Files.readString(data.resolve("gateway/upstreams.conf"))).results()
                .map(MatchResult::group).findFirst().orElseThrow();
        return SERVER.matcher(upstream).results().map(found -> URI.create("http://" + found.group(1))).toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
