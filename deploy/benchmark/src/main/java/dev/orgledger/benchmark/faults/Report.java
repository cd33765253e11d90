package dev.orgledger.benchmark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.orgledger.benchmark.faults.Finding.Kind;

/** What is told while it runs, and the verdict at the end; on the terminal and in a file. */
final class Report {

    private static final int SHOWN_OF_EACH = 5;

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final long from = System.nanoTime();

    Report(Path file) {
        this.file = file;
    }

    /** One line, with the seconds since the beginning. */
    void say(String what) throws IOException {
        String line = String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - from) / 1e9, what);
        System.out.println(line);
        lines.add(line);
        Files.write(file, lines);
    }

    void add(List<Finding> more) {
        findings.addAll(more);
    }

    /** The last word; whether nothing was found. */
    boolean verdict() throws IOException {
        Map<Kind, List<Finding>> byKind = new EnumMap<>(Kind.class);
        findings.stream().sorted(Comparator.comparing(Finding::kind))
                .forEach(found -> byKind.computeIfAbsent(found.kind(), kind -> new ArrayList<>()).add(found));
        for (Map.Entry<Kind, List<Finding>> each : byKind.entrySet()) {
            say("FOUND " + each.getValue().size() + " × " + each.getKey() + ", " + each.getKey().words());
            for (Finding found : each.getValue().subList(0, Math.min(SHOWN_OF_EACH, each.getValue().size()))) {
                say("    " + found.text());
            }
        }
        Files.write(file.resolveSibling("findings.txt"), findings.stream().map(Finding::toString).toList());
        say(findings.isEmpty() ? "verdict: nothing lost" : "verdict: NOT RIGHT, " + findings.size() + " findings");
        return findings.isEmpty();
    }
}
