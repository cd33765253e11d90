package dev.orgledger.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.Verdict;
import dev.orgledger.shared.audit.Verifier;

/** The whole log of an organization as a file, and the verifier on it. */
final class AuditExports {

    private static final double MIB = 1024.0 * 1024;
    private static final Pattern PUBLIC_KEY = Pattern.compile("\"public_key\"\\s*:\\s*\"([^\"]+)\"");
    private static final int VERIFIED = 4;
    private static final long PAUSE_MILLIS = 200;

    private final Client client;
    private final String path;
    private final Path file;

    AuditExports(AuditWorld world, Client client, Path folder) {
        this.client = client;
        this.path = "/organization/audit/export?orgId=" + world.large().id();
        this.file = folder.resolve("export.jsonl");
    }

    /** Returns the hash of the newest entry. */
    String measure(Figures figures) throws IOException, InterruptedException, ExecutionException {
        Bench.say("exports");
        client.download(path, file);
        long from = System.nanoTime();
        long lines = client.download(path, file);
        double seconds = seconds(from);
        figures.fact("export over HTTP", Table.number(lines) + " lines, " + Table.number(Files.size(file) / MIB)
                + " MiB in " + Table.number(seconds) + " s");
        figures.atLeast("export over HTTP", lines / seconds, 20_000, " entries/s");
        figures.atMost("extra heap of an export, the document store's part included", extraHeap(), 64, " MiB");
        return verifier(figures);
    }

    /**
     * What is in use after whole collections, one after the other while an export runs, at its peak; above what it was before.
     * Only what is still held counts so, and not what waits to be collected. Two exports have been before: caches are full.
     */
    private double extraHeap() throws InterruptedException, ExecutionException {
        long before = MemoryProbe.used();
        long peak = before;
        CompletableFuture<Void> export = CompletableFuture.runAsync(() -> {
            try {
                client.download(path, file);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!export.isDone()) {
            // Once each time: what takes more than one collection counts as held.
            System.gc();
            peak = Math.max(peak, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        export.get();
        return (peak - before) / MIB;
    }

    private String verifier(Figures figures) throws IOException {
        Bench.say("the verifier on the export");
        List<AuditKey> keys = keys();
        String head = "";
        double best = 0;
        for (int i = 0; i < VERIFIED; i++) {
            long from = System.nanoTime();
            Verdict verdict;
            try (InputStream export = new BufferedInputStream(Files.newInputStream(file))) {
                verdict = Verifier.verify(export, keys);
            }
            double seconds = seconds(from);
            if (!(verdict instanceof Verdict.Valid valid)) {
                throw new IOException("the export is not valid: " + verdict);
            }
            best = Math.max(best, valid.lines() / seconds);
            head = valid.headHash();
        }
        figures.atLeast("verifier on that export, warm", best, 100_000, " entries/s");
        return head;
    }

    private List<AuditKey> keys() throws IOException {
        List<AuditKey> keys = new ArrayList<>();
        Matcher key = PUBLIC_KEY.matcher(client.read("/audit/keys"));
        while (key.find()) {
            keys.add(AuditKey.parse(key.group(1)));
        }
        return keys;
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }
}
