package dev.orgledger.benchmark;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.orgledger.query.audit.AuditFinds;

/**
 * The first page of a long log with each filter, against the find that it makes. The embedded store finds by {@code _id}
 * alone and looks at every document for anything else, so there such a page takes seconds, and a few of them are enough. A
 * real server has an index for each.
 */
final class AuditPages {

    private static final int LIMIT = 50;
    private static final Duration EACH = Duration.ofSeconds(15);
    private static final int MOST = 30;
    private static final Duration BY_ID = Duration.ofSeconds(8);
    private static final int MOST_BY_ID = 5_000;
    /** Prime, so that steps of it through the versions come to all of them. */
    private static final int STEP = 7919;
    private static final double TARGET = 3;

    private final AuditWorld world;
    private final AuditFinds finds;
    private final Client client;

    AuditPages(AuditWorld world, AuditFinds finds, Client client) {
        this.world = world;
        this.finds = finds;
        this.client = client;
    }

    void measure(Figures figures) throws IOException {
        for (Map.Entry<String, Map<String, String>> filter : filters().entrySet()) {
            page(filter.getKey(), filter.getValue(), figures);
        }
        byIds(figures);
    }

    private Map<String, Map<String, String>> filters() {
        AuditOrganization large = world.large();
        Instant middle = world.founded().plus(Duration.between(world.founded(), world.last()).dividedBy(2));
        Map<String, Map<String, String>> filters = new LinkedHashMap<>();
        filters.put("no filter", Map.of());
        filters.put("action", Map.of("action", "organization.updated"));
        filters.put("actor", Map.of("actor", large.members().get(1)));
        filters.put("actor, a key", Map.of("actor", large.keyId()));
        filters.put("target", Map.of("target", large.members().get(2)));
        filters.put("outcome", Map.of("outcome", "denied"));
        filters.put("from", Map.of("from", middle.toString()));
        filters.put("to", Map.of("to", middle.toString()));
        filters.put("tableName", Map.of("tableName", "orgs"));
        filters.put("operation", Map.of("operation", "INSERT"));
        return filters;
    }

    private void page(String name, Map<String, String> filter, Figures figures) throws IOException {
        Bench.say("pages of the log, " + name);
        StringBuilder path = new StringBuilder("/organization/audit?limit=" + LIMIT + "&orgId=" + world.large().id());
        filter.forEach((parameter, value) -> path.append('&').append(parameter).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Call find = () -> found(finds.firstPage(world.large().id(), filter, LIMIT));
        Call page = () -> client.read(path.toString());
        // Nothing has asked like that before.
        Turns.of(find, page, Duration.ZERO, 1);
        Turns turns = Turns.of(find, page, EACH, MOST);
        figures.fact("first page, " + name + ": its find, the page (scans), p50 / p99",
                turns.first() + ", " + turns.second());
        figures.atMost("first page, " + name + ": p99 ÷ that of its find (scans)", turns.ofSlowest(), TARGET, "");
    }

    /** In this process, not over HTTP: no page of the log goes that way, but exports and reads of the past do. */
    private void byIds(Figures figures) throws IOException {
        Bench.say("stretches of the log by id");
        String orgId = world.large().id();
        long versions = world.versions() - LIMIT;
        long[] next = {0};
        Call find = () -> found(finds.stretch(orgId, 1 + next[0] % versions, LIMIT));
        Call entries = () -> {
            found(finds.entries(orgId, 1 + next[0] % versions, LIMIT));
            next[0] += STEP;
        };
        Turns.of(find, entries, BY_ID.dividedBy(4), MOST_BY_ID);
        Turns turns = Turns.of(find, entries, BY_ID, MOST_BY_ID);
        figures.fact("50 entries by version: the find by _id, with all they are joined with (four finds), p50 / p99",
                turns.first() + ", " + turns.second());
        figures.atMost("50 entries by version: p99 ÷ that of the find by _id", turns.ofSlowest(), TARGET, "");
    }

    /** What finds nothing would be measured as quick. */
    private static void found(int documents) throws IOException {
        if (documents == 0) {
            throw new IOException("nothing was found");
        }
    }
}
