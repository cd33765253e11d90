package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import dev.orgledger.shared.envelope.Ids;

/** Reads of one organization and of its members, against fixed answers of the same size behind the same filters. */
final class Reads {

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 8;
    private static final int MEMBERS = 100;
    private static final double WANTED = 0.6;

    private Reads() {
    }

    static void measure(Path up, Figures figures) throws Exception {
        Bench.say("starting for reads");
        try (DataFolder data = DataFolder.create();
                Service service = Service.start(up, data.path());
                RawStore store = RawStore.of(data.path())) {
            List<Load.Tenant> tenants = stage(service, store);
            against("organization", "GET /organization", tenants, figures);
            against("members", "GET /organization/members (100 members)", tenants, figures);
        }
    }

    /** Each client with an organization of a hundred members. */
    private static List<Load.Tenant> stage(Service service, RawStore store) throws IOException, SQLException {
        Client platform = new Client(service.base, service.platformKey());
        List<Load.Tenant> tenants = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < Load.CLIENTS; i++) {
            String owner = platform.expect("POST", "/user", "{\"email\":\"bench-" + i + "@example.com\"}", "id");
            Client client = new Client(service.base,
                    platform.expect("POST", "/apikey", "{\"name\":\"bench\",\"userId\":\"" + owner + "\"}", "key"));
            String orgId = Ids.organization();
            List<String> members = new ArrayList<>(List.of(owner));
            members.addAll(store.addPeople(MEMBERS - 1));
            position = store.addOrganizations(Map.of(orgId, members));
            tenants.add(new Load.Tenant(client, orgId));
        }
        Load.awaitReadable(tenants.getLast(), "p" + position);
        return tenants;
    }

    private static void against(String kind, String what, List<Load.Tenant> tenants, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        String fixedPath = "/authorization/fixed/" + kind;
        Load.Tenant one = tenants.getFirst();
        int size = one.client().read(path(kind, one)).length();
        int fixedSize = one.client().read(fixedPath).length();
        if (Math.abs(size - fixedSize) > size / 10) {
            throw new IOException("the fixed answer has " + fixedSize + " characters, the read " + size);
        }
        List<Call> reads = tenants.stream().<Call>map(tenant -> () -> tenant.client().read(path(kind, tenant)))
                .toList();
        List<Call> fixed = tenants.stream().<Call>map(tenant -> () -> tenant.client().read(fixedPath)).toList();
        Bench.say("warming up " + what);
        inTurns(new Crowd(fixed), new Crowd(reads), WARM_UP_ROUNDS);
        Bench.say(what + " and fixed answers in turns");
        Crowd ofFixed = new Crowd(fixed);
        Crowd ofReads = new Crowd(reads);
        inTurns(ofFixed, ofReads, ROUNDS);
        figures.fact("fixed answers of " + Table.number(fixedSize) + " characters, " + Load.CLIENTS + " clients",
                Table.number(ofFixed.perSecond()) + "/s, " + ofFixed.latencies());
        figures.fact(what + " of " + Table.number(size) + " characters, " + Load.CLIENTS + " clients",
                Table.number(ofReads.perSecond()) + "/s, " + ofReads.latencies());
        figures.atLeast(what + " ÷ fixed answers", ofReads.perSecond() / ofFixed.perSecond(), WANTED, "");
    }

    private static String path(String kind, Load.Tenant tenant) {
        return switch (kind) {
            case "organization" -> "/organization?orgId=" + tenant.orgId();
            case "members" -> "/organization/members?limit=" + MEMBERS + "&orgId=" + tenant.orgId();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void inTurns(Crowd one, Crowd other, int rounds) throws InterruptedException, ExecutionException {
        for (int i = 0; i < rounds; i++) {
            one.run(ROUND);
            other.run(ROUND);
        }
    }
}
