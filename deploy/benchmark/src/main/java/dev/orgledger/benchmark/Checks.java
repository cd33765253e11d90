package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.orgledger.benchmark.Load.Tenant;

/** Checks over HTTP on one warm standalone, on a data folder of their own. */
final class Checks {

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 10;
    private static final Duration COMPARED = Duration.ofSeconds(8);
    private static final int BATCH = 100;
    /** Prime, so that steps of it through a list come to every element before they come to one again. */
    private static final int STEP = 7919;

    private Checks() {
    }

    static void measure(Path up, Table table) throws Exception {
        Bench.say("starting for checks");
        try (DataFolder data = DataFolder.create();
                Service service = Service.start(up, data.path());
                RawStore store = RawStore.of(data.path())) {
            againstAFixedAnswer(Load.tenants(service, Load.CLIENTS), table);
            Client platform = new Client(service.base, service.platformKey());
            Bench.say("storing organizations of few and of many members, and people in few and in many organizations");
            Populations populations = Populations.store(store);
            populations.awaitReadable(platform);
            Bench.say("few against many, and one against a batch");
            flat(platform, populations, table);
            batch(platform, populations, table);
            Bench.say("changes, 20/s");
            // Checks are warm by now, commands are not.
            Changes.visibleAfter(service, platform, 20, Duration.ofSeconds(10));
            Latencies visible = Changes.visibleAfter(service, platform, 20, Duration.ofSeconds(20));
            table.fact("answer → told by checks, p50 / p99", visible.toString());
            table.atMost("answer → told by checks, p99", visible.p99(), 100, " ms");
        }
    }

    /** The path of one check about oneself. */
    static String of(String orgId) {
        return "/authorization/check?orgId=" + orgId + "&permission=org.read";
    }

    /** The path of one check about that person. */
    static String of(String orgId, String personId) {
        return of(orgId) + "&userId=" + personId;
    }

    private static void againstAFixedAnswer(List<Tenant> tenants, Table table)
            throws InterruptedException, ExecutionException {
        List<Call> check = tenants.stream().<Call>map(tenant -> () -> tenant.client().read(of(tenant.orgId())))
                .toList();
        List<Call> fixed = tenants.stream().<Call>map(tenant -> () -> tenant.client().read("/authorization/fixed"))
                .toList();
        Bench.say("warming up checks");
        inTurns(new Crowd(fixed), new Crowd(check), WARM_UP_ROUNDS);
        Bench.say("checks and fixed answers in turns");
        Crowd answers = new Crowd(fixed);
        Crowd checks = new Crowd(check);
        inTurns(answers, checks, ROUNDS);
        table.fact("fixed answers behind the same filters, " + Load.CLIENTS + " clients",
                Table.number(answers.perSecond()) + "/s");
        table.fact("checks, " + Load.CLIENTS + " clients", Table.number(checks.perSecond()) + "/s");
        table.atLeast("checks ÷ fixed answers", checks.perSecond() / answers.perSecond(), 0.8, "");
        table.fact("a fixed answer, p50 / p99", answers.latencies().toString());
        table.fact("a check, p50 / p99", checks.latencies().toString());
        table.atMost("p99 of a check ÷ p99 of a fixed answer", checks.latencies().p99() / answers.latencies().p99(),
                1.5, "");
    }

    private static void inTurns(Crowd one, Crowd other, int rounds) throws InterruptedException, ExecutionException {
        for (int i = 0; i < rounds; i++) {
            one.run(ROUND);
            other.run(ROUND);
        }
    }

    private static void flat(Client platform, Populations with, Table table) throws IOException {
        Comparison members = Comparison.of(
                each(platform, with.smallMembers(), member -> of(with.small(), member)),
                each(platform, with.largeMembers(), member -> of(with.large(), member)), COMPARED);
        table.atMost("a check among 10,000 members ÷ among 10", members.ratio(), 1.1, "");
        Comparison organizations = Comparison.of(
                each(platform, with.fewOrganizations(), orgId -> of(orgId, with.personOfFew())),
                each(platform, with.manyOrganizations(), orgId -> of(orgId, with.personOfMany())), COMPARED);
        table.atMost("a check of a person in 10,000 organizations ÷ in 10", organizations.ratio(), 1.1, "");
    }

    private static void batch(Client platform, Populations with, Table table) throws IOException {
        List<String> members = with.largeMembers();
        String checks = IntStream.range(0, BATCH).mapToObj(i -> members.get(i * STEP % members.size()))
                .map(member -> "{\"orgId\":\"%s\",\"permission\":\"org.read\",\"userId\":\"%s\"}"
                        .formatted(with.large(), member))
                .collect(Collectors.joining(",", "{\"checks\":[", "]}"));
        Call one = each(platform, members, member -> of(with.large(), member));
        Call all = () -> platform.accepted("POST", "/authorization/check", checks);
        // Nothing has asked for batches before.
        Comparison.of(one, all, COMPARED.dividedBy(2));
        Comparison compared = Comparison.of(one, all, COMPARED);
        table.fact("one check, one client", Table.number(compared.first()) + " ms");
        table.atMost("a batch of 100 ÷ one", compared.ratio(), 5, "");
    }

    /** Reads for another one of them at each call. */
    private static Call each(Client client, List<String> all, UnaryOperator<String> path) {
        int[] next = {0};
        return () -> {
            client.read(path.apply(all.get(next[0])));
            next[0] = (next[0] + STEP) % all.size();
        };
    }
}
