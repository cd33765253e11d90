package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the query side holds for checks, in a JVM of its own. */
final class Memory {

    private Memory() {
    }

    static void measure(Table table) throws IOException, InterruptedException {
        Bench.say("memory for checks");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The collector of deploy/up. The ceiling leaves room for a state that misses its target by far.
                "-Xmx1536m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                MemoryProbe.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("memory was not measured: " + said);
        }
        table.atMost("memory held for checks, each of 1 million memberships", Double.parseDouble(said), 200, " B");
    }
}
