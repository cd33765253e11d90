package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Rebuilds of all projections by {@code deploy/rebuild}, of a tenth, a half and all of so many events; see {@link RebuildProbe}. */
final class Rebuilds {

    private static final int MOST_MINUTES = 30;
    private static final double LEAST = 20_000;
    /** How much slower an event of many may be than one of half as many. */
    private static final double LINEAR = 1.2;

    private Rebuilds() {
    }

    static void measure(Path up, int events, Table table) throws IOException, InterruptedException {
        Path command = up.resolveSibling("rebuild");
        if (new ProcessBuilder(command.toString(), "--prepare").inheritIO().start().waitFor() != 0) {
            throw new IOException("deploy/rebuild was not built");
        }
        double last = 0;
        double before = 0;
        for (int many : List.of(events / 10, events / 2, events)) {
            before = last;
            last = rate(command, many, table);
        }
        table.atLeast("rebuild of all projections, with all the events", last, LEAST, " events/s");
        table.atMost("time of one event among all ÷ among half of them", before / last, LINEAR, "");
    }

    /** Events a second, from the first look at the topics to the switch. */
    private static double rate(Path command, int many, Table table) throws IOException, InterruptedException {
        Bench.say("rebuild of " + many + " events");
        try (DataFolder data = DataFolder.create()) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g", "-XX:+UseSerialGC", "-XX:MetaspaceSize=192m", "-XX:SweeperThreshold=100",
                    "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), RebuildProbe.class.getName(), data.path().toString(),
                    String.valueOf(many), command.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
            double rate = RebuildProbe.rate(process.inputReader());
            if (process.waitFor() != 0) {
                throw new IOException("the rebuild was not measured: exit code " + process.exitValue());
            }
            table.fact("rebuild of " + Table.number(many) + " events", Table.number(rate) + " events/s");
            return rate;
        }
    }
}
