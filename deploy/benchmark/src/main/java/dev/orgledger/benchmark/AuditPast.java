package dev.orgledger.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** Reads of a past moment of an organization with a long log, against the same reads without. */
final class AuditPast {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int MOST = 10_000;
    /** Whoever asks about a moment asks again about it, for the next page or the next person. */
    private static final int MOMENTS = 20;
    private static final double TARGET = 3;
    /** Prime, so that steps of it through the time come everywhere. */
    private static final int STEP = 7919;

    private final AuditWorld world;
    private final Client client;

    AuditPast(AuditWorld world, Client client) {
        this.world = world;
        this.client = client;
    }

    void measure(Figures figures) throws IOException {
        String orgId = world.large().id();
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("organization", "/organization?orgId=" + orgId);
        reads.put("members", "/organization/members?orgId=" + orgId);
        reads.put("permissions", "/authorization/permissions?orgId=" + orgId);
        reads.put("check", Checks.of(orgId));
        for (Map.Entry<String, String> read : reads.entrySet()) {
            read(read.getKey(), read.getValue(), figures);
        }
    }

    private void read(String name, String path, Figures figures) throws IOException {
        Bench.say("the past, " + name);
        long seconds = Duration.between(world.founded(), world.last()).toSeconds();
        Call now = () -> client.read(path);
        Call again = at(path, number -> number % MOMENTS * seconds / MOMENTS);
        Turns.of(now, again, WARM_UP, MOST);
        Turns turns = Turns.of(now, again, EACH, MOST);
        figures.fact(name + ": now, with at (one of " + MOMENTS + " moments), p50 / p99",
                turns.first() + ", " + turns.second());
        figures.atMost(name + " with at ÷ without, p50", turns.ofMedians(), TARGET, "");
        figures.atMost(name + " with at ÷ without, p99", turns.ofSlowest(), TARGET, "");
        Call anywhere = at(path, number -> number * STEP % seconds);
        Turns cold = Turns.of(now, anywhere, EACH, MOST);
        figures.fact(name + " with at ÷ without, any moment, nearly never the same again, p50 / p99",
                Table.number(cold.ofMedians()) + " / " + Table.number(cold.ofSlowest()));
    }

    /** The same read as of another moment each time, so many seconds after the first. */
    private Call at(String path, LongUnaryOperator secondsOf) {
        long[] next = {0};
        return () -> {
            Instant moment = world.founded().plusSeconds(secondsOf.applyAsLong(next[0]++));
            client.read(path + "&at=" + moment);
        };
    }
}
