package dev.orgledger.benchmark;

import java.time.Duration;
import java.util.List;

import dev.orgledger.benchmark.Load.Tenant;

/** Commands: how many, and how soon others see what they did. */
final class Commands {

    /** Until the JVM has compiled what is hot: on two cores the compiler takes a quarter of the machine for a minute. */
    private static final Duration WARM_UP = Duration.ofSeconds(75);

    private Commands() {
    }

    static void measure(Service service, RawStore store, Duration load, Table table) throws Exception {
        List<Tenant> tenants = Load.tenants(service, Load.CLIENTS);
        Bench.say("warming up");
        Load.sustained(tenants, WARM_UP);
        Bench.say("raw inserts, then commands for " + load.toSeconds() + " s, then raw inserts again");
        double before = store.insertsPerSecond(Duration.ofSeconds(5));
        Load.Result result = Load.sustained(tenants, load);
        double raw = (before + store.insertsPerSecond(Duration.ofSeconds(5))) / 2;
        table.fact("raw insert + commit, one connection, same PostgreSQL", Table.number(raw) + "/s");
        table.fact("commands over HTTP, " + Load.CLIENTS + " clients, " + load.toSeconds() + " s",
                Table.number(result.perSecond()) + "/s");
        table.atMost("commands that failed", result.failures(), 0, "");
        table.atLeast("commands ÷ raw inserts", result.perSecond() / raw, 0.15, "");
        table.atMost("projections caught up after the load", result.catchUp().toMillis() / 1e3, 5, " s");
        Bench.say("latencies at 100 commands/s");
        // The load above has warmed up commands only, and not what reads them.
        Visibility.at(service, tenants, 100, Duration.ofSeconds(20));
        Visibility.Result visible = Visibility.at(service, tenants, 100, Duration.ofSeconds(20));
        table.fact("answer → readable, p50 / p99", visible.toReader().toString());
        table.atMost("answer → readable, p99", visible.toReader().p99(), 150, " ms");
        table.fact("answer → Kafka consumer, p50 / p99", visible.toConsumer().toString());
        table.atMost("answer → Kafka consumer, p99", visible.toConsumer().p99(), 150, " ms");
        table.atMost("resident memory of everything, after the load", service.residentMiB(), 1024, " MiB");
    }

    /** What later starts are to find, where commands themselves are not measured. */
    static void leaveSome(Service service, Duration load) throws Exception {
        Bench.say("commands for " + load.toSeconds() + " s");
        Load.sustained(Load.tenants(service, Load.CLIENTS), load);
    }
}
