package dev.orgledger.benchmark;

import java.nio.file.Path;
import java.time.Duration;

import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.query.audit.AuditFinds;

/**
 * A query side that reads a long audit log from Kafka and is then asked about it, in a process of its own together with the
 * servers that it needs.
 */
public final class AuditProbe {

    private AuditProbe() {
    }

    /**
     * Prints figures, each on a line of its own.
     *
     * @param arguments an empty folder, and how many entries
     */
    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        try (KafkaBroker kafka = KafkaBroker.start(data.resolve("kafka"), 0)) {
            measure(data, kafka.bootstrapServers(), Integer.parseInt(arguments[1]), new FigureLines());
        } catch (Exception e) {
            e.printStackTrace();
            // Threads of the servers would keep the process.
            System.exit(1);
        }
        System.exit(0);
    }

    private static void measure(Path data, String kafka, int entries, Figures figures) throws Exception {
        AuditWorld world;
        try (AuditFeed feed = new AuditFeed(kafka)) {
            world = AuditWorld.feed(feed, entries);
        }
        figures.fact("audit log: entries, organizations, entries of the largest", Table.number(world.position()) + ", "
                + Table.number(world.organizations()) + ", " + Table.number(world.versions()));
        Bench.say("projecting them");
        try (AuditService service = AuditService.start(data, kafka)) {
            Duration taken = service.awaitProjected(world.position());
            double each = taken.toNanos() / 1e3 / world.position();
            figures.fact("events from Kafka to the read models", Table.number(1e6 / each) + "/s");
            service.awaitQuiet();
            Client client = new Client(service.base(), world.secret());
            String head = new AuditExports(world, client, data).measure(figures);
            AuditChaining.measure(kafka, world, each, head, figures);
            new AuditPast(world, client).measure(figures);
            new AuditPages(world, new AuditFinds(service.context()), client).measure(figures);
        }
    }
}
