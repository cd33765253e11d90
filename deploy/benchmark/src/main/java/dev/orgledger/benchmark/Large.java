package dev.orgledger.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.orgledger.shared.envelope.Ids;

/**
 * Organizations with very many members: a change of one member's role, the first such change with nothing in memory, and the
 * first page of the members.
 */
final class Large {

    private static final int FEW = 10;
    private static final int PAGE = 100;
    private static final int MANY = 10_000;
    private static final int VERY_MANY = 100_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration COMPARED = Duration.ofSeconds(20);
    private static final int MOST = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What is in the store; everybody in it belongs to the same owner. */
    private record Staged(Client owner, String few, String page, String many, String veryMany, List<String> people) {}

    private Large() {
    }

    static void measure(Path up, Figures figures) throws Exception {
        Bench.say("starting for large organizations");
        try (DataFolder data = DataFolder.create()) {
            Staged staged;
            try (Service service = Service.start(up, data.path()); RawStore store = RawStore.of(data.path())) {
                Bench.say("storing organizations of 10, 100, 10,000 and 100,000 members");
                staged = stage(service, store);
                changes(staged, figures);
                pages(staged, figures);
            }
            Bench.say("starting again, with a cache of one organization");
            try (Service service = Service.start(up, data.path(), "--orgledger.cached-aggregates=1")) {
                coldLoads(staged.owner().at(service.base), staged, figures);
            }
        }
    }

    private static Staged stage(Service service, RawStore store) throws IOException, SQLException {
        Client platform = new Client(service.base, service.platformKey());
        String owner = platform.expect("POST", "/user", "{\"email\":\"bench-owner@example.com\"}", "id");
        Client client = new Client(service.base,
                platform.expect("POST", "/apikey", "{\"name\":\"bench\",\"userId\":\"" + owner + "\"}", "key"));
        List<String> people = store.addPeople(VERY_MANY - 1);
        Staged staged = new Staged(client, Ids.organization(), Ids.organization(), Ids.organization(),
                Ids.organization(), people);
        long position = store.addOrganizations(Map.of(staged.few(), members(owner, people, FEW), staged.page(),
                members(owner, people, PAGE), staged.many(), members(owner, people, MANY), staged.veryMany(),
                members(owner, people, VERY_MANY)));
        awaitReadable(client, staged, position);
        return staged;
    }

    private static List<String> members(String owner, List<String> people, int many) {
        List<String> members = new ArrayList<>(List.of(owner));
        members.addAll(people.subList(0, many - 1));
        return members;
    }

    private static void awaitReadable(Client client, Staged staged, long position) throws IOException {
        String path = page(staged.veryMany());
        long from = System.nanoTime();
        while (client.get(path, "p" + position).status() != 200) {
            if (System.nanoTime() - from > PATIENCE.toNanos()) {
                throw new IOException("what was stored cannot be read after " + PATIENCE);
            }
        }
    }

    private static void changes(Staged staged, Figures figures) throws IOException {
        Bench.say("changes of roles");
        Call few = changing(staged.owner(), staged.few(), staged.people().subList(0, FEW - 1), "write", "upload");
        Call many = changing(staged.owner(), staged.many(), staged.people().subList(0, MANY - 1), "write", "upload");
        long from = System.nanoTime();
        many.make();
        figures.fact("the first one ever among 10,000 members: by 10,001 events",
                Table.number((System.nanoTime() - from) / 1e6) + " ms");
        Turns turns = compared(few, "a role change among 10 members", many, "a role change among 10,000 members",
                figures);
        figures.atMost("a role change among 10,000 ÷ among 10, p50", turns.ofMedians(), 2, "");
        figures.atMost("the same, p99", turns.ofSlowest(), 2, "");
    }

    private static void pages(Staged staged, Figures figures) throws IOException {
        Bench.say("first pages of members");
        Call few = () -> staged.owner().read(page(staged.page()));
        Call many = () -> staged.owner().read(page(staged.veryMany()));
        Turns turns = compared(few, "first page of 100 members", many, "first page of 100,000 members", figures);
        figures.atMost("first page of 100,000 members ÷ of 100, p50", turns.ofMedians(), 2, "");
        figures.atMost("the same, p99", turns.ofSlowest(), 2, "");
    }

    /** Each command finds the other organization in the cache, and so loads its own. */
    private static void coldLoads(Client owner, Staged staged, Figures figures) throws IOException {
        Bench.say("cold loads");
        Call few = changing(owner, staged.few(), staged.people().subList(0, FEW - 1), "admin", "read");
        Call many = changing(owner, staged.many(), staged.people().subList(0, MANY - 1), "admin", "read");
        few.make();
        long from = System.nanoTime();
        many.make();
        figures.fact("the first role change among 10,000 members after a start",
                Table.number((System.nanoTime() - from) / 1e6) + " ms");
        Turns turns = compared(few, "a cold load of 10 members and a role change", many,
                "a cold load of 10,000 members and a role change", figures);
        figures.atMost("a cold load of 10,000 members, with the command, p50", turns.second().p50(), 100, " ms");
        figures.atMost("the same, p99", turns.second().p99(), 100, " ms");
    }

    /** Both in turns, warmed up. */
    private static Turns compared(Call few, String nameOfFew, Call many, String nameOfMany, Figures figures)
            throws IOException {
        Turns.of(few, many, WARM_UP, MOST);
        Turns turns = Turns.of(few, many, COMPARED, MOST);
        figures.fact(nameOfFew + ", p50 / p99", turns.first().toString());
        figures.fact(nameOfMany + ", p50 / p99", turns.second().toString());
        return turns;
    }

    private static String page(String orgId) {
        return "/organization/members?orgId=" + orgId;
    }

    /** One member after the other gets that role, then the other one: never the one that the member has. */
    private static Call changing(Client owner, String orgId, List<String> members, String one, String other) {
        int[] next = {0};
        return () -> {
            int call = next[0]++;
            String role = call / members.size() % 2 == 0 ? one : other;
            owner.accepted("PUT", "/organization/members",
                    "{\"orgId\":\"%s\",\"email\":\"%s\",\"role\":\"%s\"}".formatted(orgId,
                            RawStore.addressOf(members.get(call % members.size())), role));
        };
    }
}
