package dev.orgledger.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A long audit log on the query side, in a JVM of its own; see {@link AuditProbe}. */
final class Audit {

    private static final int MOST_MINUTES = 25;

    private Audit() {
    }

    static void measure(int entries, Table table) throws IOException, InterruptedException {
        Bench.say("audit log of " + entries + " entries");
        try (DataFolder data = DataFolder.create()) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    // As deploy/up, and room for the producer.
                    "-Xmx1g", "-XX:+UseSerialGC", "-XX:MetaspaceSize=192m", "-XX:SweeperThreshold=100",
                    "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), AuditProbe.class.getName(), data.path().toString(),
                    String.valueOf(entries)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
            pass(process, table);
            if (process.waitFor() != 0) {
                throw new IOException("the audit log was not measured: exit code " + process.exitValue());
            }
        }
    }

    private static void pass(Process process, Table table) throws IOException {
        try (BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (!FigureLines.pass(line, table)) {
                    System.out.println(line);
                }
            }
        }
    }
}
