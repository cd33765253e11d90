package dev.orgledger.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.orgledger.benchmark.Load.Tenant;

/** As many commands as go through for a minute: on organizations of their own, then all on one. */
final class Sustained {

    /** Until the JVM has compiled what is hot. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration LOAD = Duration.ofSeconds(60);
    private static final Duration RAW = Duration.ofSeconds(5);
    private static final double OWN = 0.3;
    private static final double ONE = 0.2;

    private Sustained() {
    }

    static void measure(Path up, Figures figures) throws Exception {
        Bench.say("starting for commands");
        try (DataFolder data = DataFolder.create();
                Service service = Service.start(up, data.path());
                RawStore store = RawStore.of(data.path())) {
            List<Tenant> own = Load.tenants(service, Load.CLIENTS);
            List<Tenant> one = Load.tenantsOfOne(service, Load.CLIENTS);
            Bench.say("warming up");
            Load.sustained(own, WARM_UP);
            Bench.say("commands on organizations of their own, between raw inserts");
            double before = store.insertsPerSecond(RAW);
            Load.Result result = Load.sustained(own, LOAD);
            double raw = (before + store.insertsPerSecond(RAW)) / 2;
            figures.fact("raw insert + commit, one connection, same PostgreSQL", Table.number(raw) + "/s");
            figures.fact("commands over HTTP, " + Load.CLIENTS + " clients, own organizations, " + LOAD.toSeconds()
                    + " s", Table.number(result.perSecond()) + "/s");
            figures.atMost("of them failed", result.failures(), 0, "");
            figures.atLeast("commands ÷ raw inserts", result.perSecond() / raw, OWN, "");
            figures.atMost("projections caught up after the load", result.catchUp().toMillis() / 1e3, 5, " s");
            Bench.say("commands on one organization");
            Load.sustained(one, WARM_UP.dividedBy(4));
            Load.Result together = Load.sustained(one, LOAD.dividedBy(2));
            figures.fact("commands over HTTP, " + Load.CLIENTS + " clients, one organization, "
                    + LOAD.dividedBy(2).toSeconds() + " s", Table.number(together.perSecond()) + "/s");
            figures.atMost("of them failed", together.failures(), 0, "");
            figures.atLeast("commands on one organization ÷ on own ones", together.perSecond() / result.perSecond(),
                    ONE, "");
        }
    }
}
