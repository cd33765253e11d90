package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.envelope.Topics;

/** Kafka or the forwarder stops, or the topics are not as they were left. */
class ForwardingResumedTest extends ForwarderFixture {

    ForwardingResumedTest(Servers servers) {
        super(servers);
    }

    @Test
    void givenKafkaDownWhileEventsAreStoredWhenItIsBackThenTheyFollow() throws Exception {
        forwarder();
        append("org_a", 20);
        assertTopicIsTheStore();

        servers.stopKafka();
        append("org_b", 20);
        servers.startKafka();

        assertTopicIsTheStore();
    }

    /** What the alert OrgledgerNobodyForwards looks at. */
    @Test
    void givenKafkaDownWhenMeasuredThenNobodyForwardsUntilItIsBack() throws Exception {
        Forwarder forwarder = forwarder();
        append("org_a", 20);
        assertTopicIsTheStore();
        assertThat(leaders(forwarder)).isEqualTo(1);

        servers.stopKafka();
        try {
            append("org_b", 20);
            await().atMost(PATIENCE).until(() -> leaders(forwarder) == 0);
        } finally {
            servers.startKafka();
        }

        await().atMost(PATIENCE).until(() -> leaders(forwarder) == 1);
        assertTopicIsTheStore();
    }

    @Test
    void givenTheStoreOutOfReachWhenMeasuredThenNobodyForwards() {
        Forwarder forwarder = new Forwarder(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"),
                new KafkaSettings(servers.bootstrapServers(), Map.of(), (short) 1), Clock.systemUTC(), Traces.none());
        forwarder.start();
        try {
            await().atMost(PATIENCE).until(() -> forwarder.interruptions() > 0);

            assertThat(leaders(forwarder)).isZero();
        } finally {
            forwarder.stop();
        }
    }

    private double leaders(Forwarder forwarder) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new ForwarderMeters(forwarder, servers.dataSource(), Clock.systemUTC()).bindTo(registry);
        return registry.get("orgledger.forwarder.leader").gauge().value();
    }

    @Test
    void givenAStoppedForwarderWhenStartedAgainThenNothingTwice() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 50);
        assertTopicIsTheStore();
        first.stop();
        append("org_b", 50);

        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenAnErrorWhileForwardingWhenItIsOverThenTheEventsFollow() throws Exception {
        AtomicInteger errors = new AtomicInteger();
        forwarder(new FailingClock(Clock.systemUTC(), errors));
        append("org_a", 20);

        assertTopicIsTheStore();
        waitForWatermarks(1);
        assertThat(errors).hasValue(2);
    }

    /** Runs out of memory at the first two looks. */
    private static final class FailingClock extends Clock {

        private final Clock clock;
        private final AtomicInteger errors;

        FailingClock(Clock clock, AtomicInteger errors) {
            this.clock = clock;
            this.errors = errors;
        }

        @Override
        public Instant instant() {
            if (errors.get() < 2) {
                throw new OutOfMemoryError("number " + errors.incrementAndGet());
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new FailingClock(clock.withZone(zone), errors);
        }
    }

    @Test
    void givenNoWatermarkLeftWhenStartedAgainThenNothingTwice() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 20);
        append("org_b", 20);
        assertTopicIsTheStore();
        first.stop();
        servers.deleteTopics(Topics.WATERMARK);
        append("org_c", 20);

        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLostItsTailWhenStartedAgainThenExactlyTheMissingFollows() throws Exception {
        Forwarder first = forwarder();
        for (int org = 0; org < 30; org++) {
            append("org_" + org, 5);
        }
        assertTopicIsTheStore();
        first.stop();

        servers.stopKafka();
        servers.cutEvents(EventRecords.partition("org_0"), 0.5);
        servers.cutEvents(EventRecords.partition("org_7"), 0.0);
        servers.startKafka();
        assertThat(topics.eventIds()).hasSizeLessThan(150);
        append("org_0", 5, 5);
        forwarder();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLosesItsTailUnderARunningForwarderThenTheMissingFollows() throws Exception {
        forwarder();
        for (int org = 0; org < 30; org++) {
            append("org_" + org, 5);
        }
        assertTopicIsTheStore();

        servers.stopKafka();
        servers.cutEvents(EventRecords.partition("org_0"), 0.5);
        servers.startKafka();

        assertTopicIsTheStore();
    }

    @Test
    void givenATopicThatLosesItsTailWhileEventsAreStoredThenTheyComeAgainFromThere() throws Exception {
        forwarder();
        append("org_a", 40);
        assertTopicIsTheStore();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService appender = Executors.newSingleThreadExecutor()) {
            Future<?> appending = appender.submit((Callable<Void>) () -> {
                for (int next = 40; !done.get(); next++) {
                    append("org_a", 1, next);
                    store.execute("SELECT pg_sleep(0.01)");
                }
                return null;
            });
            try {
                servers.stopKafka();
                servers.cutEvents(EventRecords.partition("org_a"), 0.5);
                servers.startKafka();
                await().atMost(PATIENCE).until(() -> topics.eventIds().contains(store.ids().get(39))
                        && new LinkedHashSet<>(topics.eventIds()).size() > 60);
            } finally {
                done.set(true);
            }
            appending.get();
        }

        // Delivery is at least once: what came before the loss was noticed comes again, behind what was missing.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(lastOccurrences(topics.positionsByPartition().values().iterator().next()))
                                .hasSize(store.ids().size()).isSorted());
    }

    @Test
    void givenTopicsOfAnotherStoreWhenStartedThenNothingIsForwarded() throws Exception {
        Forwarder first = forwarder();
        append("org_a", 10);
        assertTopicIsTheStore();
        first.stop();
        List<String> before = topics.eventIds();
        store.execute("TRUNCATE domain_event_entry RESTART IDENTITY");
        append("org_b", 3);

        forwarder();
        waitForWatermarks(2);

        assertThat(topics.eventIds()).isEqualTo(before);
    }

    private static List<Long> lastOccurrences(List<Long> positions) {
        return List.copyOf(new LinkedHashSet<>(positions.reversed())).reversed();
    }
}
