package dev.orgledger.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.orgledger.benchmark.Load.Tenant;

/**
 * The whole bench: start on a new folder, load, latencies, start on that folder, and the same with many stored events.
 * Exit code 1 when a target was missed.
 */
public final class Bench {

    private static final int CLIENTS = 32;
    /** Until the JVM has compiled what is hot: on two cores the compiler takes a quarter of the machine for a minute. */
    private static final Duration WARM_UP = Duration.ofSeconds(75);

    private Bench() {
    }

    /**
     * Runs it.
     *
     * @param arguments the start command; optionally the seconds of load (30) and the number of stored events to end
     *            with (100,000)
     */
    public static void main(String[] arguments) throws Exception {
        Path up = Path.of(arguments[0]);
        Duration load = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 30);
        long many = arguments.length > 2 ? Long.parseLong(arguments[2]) : 100_000;
        Path data = Files.createTempDirectory("orgledger-bench");
        Table table = new Table();
        try {
            onANewFolder(up, data, load, table);
            onAnExistingFolder(up, data, many, table);
            withManyEvents(up, data, table);
        } finally {
            delete(data);
        }
        System.exit(table.print() ? 0 : 1);
    }

    private static void onANewFolder(Path up, Path data, Duration load, Table table) throws Exception {
        say("starting on a new data folder");
        try (Service service = Service.start(up, data); RawStore store = RawStore.of(data)) {
            table.atMost("start on a new data folder", service.readyAfter.toMillis() / 1e3, 20, " s");
            List<Tenant> tenants = Load.tenants(service, CLIENTS);
            say("warming up");
            Load.sustained(tenants, WARM_UP);
            say("raw inserts, then commands for " + load.toSeconds() + " s, then raw inserts again");
            double before = store.insertsPerSecond(Duration.ofSeconds(5));
            Load.Result result = Load.sustained(tenants, load);
            double raw = (before + store.insertsPerSecond(Duration.ofSeconds(5))) / 2;
            table.fact("raw insert + commit, one connection, same PostgreSQL", Table.number(raw) + "/s");
            table.fact("commands over HTTP, " + CLIENTS + " clients, " + load.toSeconds() + " s",
                    Table.number(result.perSecond()) + "/s");
            table.atLeast("commands ÷ raw inserts", result.perSecond() / raw, 0.15, "");
            table.atMost("projections caught up after the load", result.catchUp().toMillis() / 1e3, 5, " s");
            say("latencies at 100 commands/s");
            // The load above has warmed up commands only, and not what reads them.
            Visibility.at(service, tenants, 100, Duration.ofSeconds(20));
            Visibility.Result visible = Visibility.at(service, tenants, 100, Duration.ofSeconds(20));
            table.fact("answer → readable, p50 / p99", visible.toReader().toString());
            table.atMost("answer → readable, p99", visible.toReader().p99(), 150, " ms");
            table.fact("answer → Kafka consumer, p50 / p99", visible.toConsumer().toString());
            table.atMost("answer → Kafka consumer, p99", visible.toConsumer().p99(), 150, " ms");
            table.atMost("resident memory of everything, after the load", service.residentMiB(), 1024, " MiB");
            table.fact("events stored by then", Table.number(store.events()));
        }
    }

    private static void onAnExistingFolder(Path up, Path data, long many, Table table) throws Exception {
        say("starting on the existing folder, then storing events until there are " + many);
        try (Service service = Service.start(up, data); RawStore store = RawStore.of(data)) {
            table.atMost("start on an existing data folder", service.readyAfter.toMillis() / 1e3, 15, " s");
            Tenant reader = Load.tenants(service, 1).getFirst();
            long from = System.nanoTime();
            long before = store.events();
            String position = "p" + store.growTo(many);
            Load.awaitReadable(reader, position);
            table.fact("events from the store to the read models, one bulk",
                    Table.number((store.events() - before) / ((System.nanoTime() - from) / 1e9)) + "/s");
        }
    }

    private static void withManyEvents(Path up, Path data, Table table) throws Exception {
        say("starting on the grown folder");
        try (Service service = Service.start(up, data); RawStore store = RawStore.of(data)) {
            table.fact("events stored at the last start", Table.number(store.events()));
            table.atMost("start with that many events", service.readyAfter.toMillis() / 1e3, 15, " s");
            Load.sustained(Load.tenants(service, CLIENTS), Duration.ofSeconds(10));
            table.atMost("resident memory of everything with that many events", service.residentMiB(), 1024, " MiB");
        }
    }

    private static void say(String what) {
        System.out.println("bench: " + what);
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
