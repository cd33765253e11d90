package dev.orgledger.benchmark;

import java.nio.file.Path;
import java.time.Duration;

import dev.orgledger.benchmark.Load.Tenant;

/** How long a start takes: with nothing stored, on an existing folder, and with many stored events. */
final class Starts {

    private Starts() {
    }

    static void first(Service service, Table table) {
        table.atMost("start on a new data folder", seconds(service), 20, " s");
    }

    /** On the folder that the first start and what followed have left. */
    static void again(Path up, Path data, long events, Table table) throws Exception {
        onAnExistingFolder(up, data, events, table);
        withManyEvents(up, data, table);
    }

    private static void onAnExistingFolder(Path up, Path data, long events, Table table) throws Exception {
        Bench.say("starting on the existing folder, then storing events until there are " + events);
        try (Service service = Service.start(up, data); RawStore store = RawStore.of(data)) {
            table.atMost("start on an existing data folder", seconds(service), 15, " s");
            Tenant reader = Load.tenants(service, 1).getFirst();
            long from = System.nanoTime();
            long before = store.events();
            String position = "p" + store.growTo(events);
            Load.awaitReadable(reader, position);
            table.fact("events from the store to the read models, one bulk",
                    Table.number((store.events() - before) / ((System.nanoTime() - from) / 1e9)) + "/s");
        }
    }

    private static void withManyEvents(Path up, Path data, Table table) throws Exception {
        Bench.say("starting on the grown folder");
        try (Service service = Service.start(up, data); RawStore store = RawStore.of(data)) {
            table.fact("events stored at the last start", Table.number(store.events()));
            table.atMost("start with that many events", seconds(service), 15, " s");
            Load.sustained(Load.tenants(service, Load.CLIENTS), Duration.ofSeconds(10));
            table.atMost("resident memory of everything with that many events", service.residentMiB(), 1024, " MiB");
        }
    }

    private static double seconds(Service service) {
        return service.readyAfter.toMillis() / 1e3;
    }
}
