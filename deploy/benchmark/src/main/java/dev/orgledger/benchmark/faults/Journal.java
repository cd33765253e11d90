package dev.orgledger.benchmark.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/** What one client asked and was told, a line each, on disk before the client goes on. No secrets are in it. */
final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    inclusion -> inclusion
                            .withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();
    private static final String ENDING = ".journal";

    private final BufferedWriter file;

    Journal(Path folder, String client) throws IOException {
        file = Files.newBufferedWriter(folder.resolve(client + ENDING));
    }

    /** One of the three. */
    private record Line(@Nullable Sent sent, @Nullable Outcome outcome, @Nullable Read read) {}

    private record Sent(Command command, long at) {}

    /**
     * All that was written down.
     *
     * @param outcomes of all commands, in the order in which each client sent them
     */
    record Recorded(List<Outcome> outcomes, List<Read> reads) {}

    void sent(Command command, long at) {
        write(new Line(new Sent(command, at), null, null));
    }

    void outcome(Outcome outcome) {
        write(new Line(null, outcome, null));
    }

    void read(Read read) {
        write(new Line(null, null, read));
    }

    private void write(Line line) {
        try {
            file.write(JSON.writeValueAsString(line));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What all clients wrote into that folder. A command without a last word is one of which nobody knows. */
    static Recorded in(Path folder) throws IOException {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        List<Read> reads = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList()) {
                for (String text : Files.readAllLines(each)) {
                    Line line = JSON.readValue(text, Line.class);
                    if (line.sent() != null) {
                        Sent sent = line.sent();
                        outcomes.put(sent.command().id(),
                                new Outcome(sent.command(), sent.at(), Long.MAX_VALUE, 1, 0, "", 0, 0));
                    } else if (line.outcome() != null) {
                        outcomes.put(line.outcome().command().id(), line.outcome());
                    } else if (line.read() != null) {
                        reads.add(line.read());
                    }
                }
            }
        }
        return new Recorded(List.copyOf(outcomes.values()), reads);
    }
}
