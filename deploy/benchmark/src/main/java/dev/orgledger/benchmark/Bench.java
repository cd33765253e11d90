package dev.orgledger.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The whole bench, or the parts of it that are asked for. Exit code 1 when a target was missed, 2 when it was not
 * understood.
 */
public final class Bench {

    /** A group of rows of the table, in the order of the table. */
    private enum Part {
        STARTS,
        COMMANDS,
        CHECKS,
        DECISIONS,
        MEMORY,
        AUDIT,
        WEBHOOKS,
        LOAD,
        LARGE,
        VISIBLE,
        CLUSTER,
        READS,
        REBUILD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Part> of(String word) {
            return Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst();
        }
    }

    private static final String ENTRIES = "entries=";
    private static final String MINUTES = "minutes=";
    private static final String EVENTS = "events=";

    /**
     * What is asked for.
     *
     * @param load how long commands are sent
     * @param events how many are stored at the last start
     * @param entries of the audit log that is measured
     * @param webhooks how long deliveries are measured
     * @param rebuilt events of the largest rebuild
     */
    private record Wish(Path up, Set<Part> parts, Duration load, long events, int entries, Duration webhooks,
            int rebuilt) {

        static Wish of(String[] arguments) {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            List<Long> numbers = new ArrayList<>();
            int entries = 1_000_000;
            int minutes = 10;
            int rebuilt = 2_000_000;
            for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
                Optional<Part> part = Part.of(argument);
                if (part.isPresent()) {
                    parts.add(part.get());
                } else if (argument.matches("[0-9]{1,9}")) {
                    numbers.add(Long.valueOf(argument));
                } else if (argument.matches(ENTRIES + "[0-9]{4,8}")) {
                    entries = Integer.parseInt(argument.substring(ENTRIES.length()));
                } else if (argument.matches(MINUTES + "[1-9][0-9]?")) {
                    minutes = Integer.parseInt(argument.substring(MINUTES.length()));
                } else if (argument.matches(EVENTS + "[0-9]{5,8}")) {
                    rebuilt = Integer.parseInt(argument.substring(EVENTS.length()));
                } else {
                    throw new IllegalArgumentException("no part of the bench: " + argument);
                }
            }
            return new Wish(Path.of(arguments[0]), parts.isEmpty() ? EnumSet.allOf(Part.class) : parts,
                    Duration.ofSeconds(numbers.size() > 0 ? numbers.get(0) : 30),
                    numbers.size() > 1 ? numbers.get(1) : 100_000, entries, Duration.ofMinutes(minutes),
                    rebuilt);
        }

        boolean has(Part part) {
            return parts.contains(part);
        }
    }

    private Bench() {
    }

    /**
     * Runs it.
     *
     * @param arguments the start command; then any parts ({@code starts}, {@code commands}, {@code checks},
     *            {@code decisions}, {@code memory}, {@code audit}, {@code webhooks}, {@code load}, {@code large},
     *            {@code visible}, {@code cluster}, {@code reads}, {@code rebuild}; all without one), the seconds of load (30)
     *            and the number of stored events to end with (100,000), {@code entries=} of the audit log (1,000,000),
     *            {@code minutes=} of deliveries to webhooks (10), and {@code events=} to rebuild (2,000,000)
     */
    public static void main(String[] arguments) throws Exception {
        Wish wish;
        try {
            wish = Wish.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        Table table = new Table();
        if (wish.has(Part.STARTS) || wish.has(Part.COMMANDS)) {
            startsAndCommands(wish, table);
        }
        if (wish.has(Part.CHECKS)) {
            Checks.measure(wish.up(), table);
        }
        if (wish.has(Part.DECISIONS)) {
            Decisions.measure(table);
        }
        if (wish.has(Part.MEMORY)) {
            Memory.measure(table);
        }
        if (wish.has(Part.AUDIT)) {
            Audit.measure(wish.entries(), table);
        }
        if (wish.has(Part.WEBHOOKS)) {
            Webhooks.measure(wish.up(), wish.webhooks(), table);
        }
        if (wish.has(Part.LOAD)) {
            Sustained.measure(wish.up(), table);
        }
        if (wish.has(Part.LARGE)) {
            Large.measure(wish.up(), table);
        }
        if (wish.has(Part.VISIBLE)) {
            Visible.onTheStandalone(wish.up(), table);
        }
        if (wish.has(Part.CLUSTER)) {
            Visible.onTheOtherNode(wish.up(), table);
        }
        if (wish.has(Part.READS)) {
            Reads.measure(wish.up(), table);
        }
        if (wish.has(Part.REBUILD)) {
            Rebuilds.measure(wish.up(), wish.rebuilt(), table);
        }
        System.exit(table.print() ? 0 : 1);
    }

    /** On one folder: what the commands leave behind is what the later starts have to read. */
    private static void startsAndCommands(Wish wish, Table table) throws Exception {
        try (DataFolder data = DataFolder.create()) {
            say("starting on a new data folder");
            try (Service service = Service.start(wish.up(), data.path());
                    RawStore store = RawStore.of(data.path())) {
                if (wish.has(Part.STARTS)) {
                    Starts.first(service, table);
                }
                if (wish.has(Part.COMMANDS)) {
                    Commands.measure(service, store, wish.load(), table);
                } else {
                    Commands.leaveSome(service, wish.load());
                }
                table.fact("events stored by then", Table.number(store.events()));
            }
            if (wish.has(Part.STARTS)) {
                Starts.again(wish.up(), data.path(), wish.events(), table);
            }
        }
    }

    /** Tells whoever watches what is going on. */
    static void say(String what) {
        System.out.println("bench: " + what);
    }
}
