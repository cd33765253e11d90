package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.user.UserEvent.UserErased;

/** Where refused attempts of forgotten people came from is taken back beside the forwarder, which knows nothing of it. */
class DenialForgettingTest extends ForwarderFixture {

    private final List<DenialForgetting> started = new ArrayList<>();

    DenialForgettingTest(Servers servers) {
        super(servers);
    }

    @BeforeEach
    void nobodyErasedYet() throws Exception {
        store.execute("TRUNCATE person, contact, event_personal, invitation, invitation_token, api_key, "
                + "forgotten_row, repeated_tombstones");
    }

    @AfterEach
    void stop() {
        started.forEach(DenialForgetting::stop);
    }

    @Test
    void givenSeveralErasedWhenDueThenATombstoneForEachOfTheirAttemptsAndOnceMoreLater() throws Exception {
        erase("user_1", 0);
        erase("user_2", 0);
        topics.put(Topics.DENIALS, "denied/den_1/user_1", "{}");
        topics.put(Topics.DENIALS, "denied/den_2/user_2", "{}");
        topics.put(Topics.DENIALS, "denied/den_3/user_3", "{}");

        DenialForgetting first = forgetting(servers.bootstrapServers(), Clock.systemUTC());

        await().atMost(PATIENCE).until(() -> store.count("repeated_tombstones") == 2);
        assertThat(topics.table(Topics.DENIALS)).containsOnlyKeys("denied/den_3/user_3");
        assertThat(tombstones("denied/den_1/user_1")).isEqualTo(1);
        assertThat(topics.of(Topics.DENIALS)).filteredOn(record -> record.value() == null).extracting(
                TopicContent::position).containsExactlyInAnyOrder(1L, 2L);
        first.stop();

        forgetting(servers.bootstrapServers(), Clock.offset(Clock.systemUTC(), Duration.ofHours(7)));
        await().atMost(PATIENCE).until(() -> store.count("repeated_tombstones") == 0);
        assertThat(topics.of(Topics.DENIALS)).hasSize(7);
        assertThat(tombstones("denied/den_1/user_1")).isEqualTo(2);
        assertThat(tombstones("denied/den_3/user_3")).isZero();
    }

    @Test
    void givenATopicThatCannotBeReadThenEventsGoOnAndItIsTriedUntilItCan() throws Exception {
        topics.put(Topics.DENIALS, "denied/den_1/user_1", "{}");
        forgetting("localhost:1", Clock.systemUTC());
        erase("user_1", 0);
        append("org_1", 3);

        forwarder();
        assertTopicIsTheStore();
        waitForWatermarks(2);

        assertThat(store.count("repeated_tombstones")).isEqualTo(2);
        assertThat(topics.table(Topics.DENIALS)).containsOnlyKeys("denied/den_1/user_1");
        forgetting(servers.bootstrapServers(), Clock.systemUTC());
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> topics.table(Topics.DENIALS).isEmpty());
    }

    @Test
    void givenTheTopicIsNotThereYetThenItIsWaitedFor() throws Exception {
        erase("user_1", 0);
        forgetting(servers.bootstrapServers(), Clock.systemUTC());
        forwarder();
        assertTopicIsTheStore();

        await().atMost(PATIENCE).until(() -> store.count("repeated_tombstones") == 1);
    }

    @Test
    void givenALongTopicThenItIsReadOnceForAll() throws Exception {
        for (int i = 0; i < 20; i++) {
            topics.put(Topics.DENIALS, "denied/den_" + i + "/user_" + i % 3, "{}");
        }
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            assertThat(DenialTombstones.of(reader, Map.of("user_1", 5L, "user_2", 6L), new CountDownLatch(1)))
                    .hasSize(13).extracting(ProducerRecord::key).noneMatch(key -> key.endsWith("user_0"));
        }
    }

    private long tombstones(String key) {
        return topics.of(Topics.DENIALS).stream()
                .filter(record -> record.key().equals(key) && record.value() == null).count();
    }

    private void erase(String userId, int sequence) throws Exception {
        store.append(new UserErased(userId), sequence, StoreRows.BY_A_USER);
        store.execute("INSERT INTO repeated_tombstones VALUES ('%s', now() - interval '1 second', 'denials'), "
                .formatted(userId) + "('%s', now() + interval '6 hours', 'denials')".formatted(userId));
    }

    private DenialForgetting forgetting(String bootstrapServers, Clock clock) {
        DenialForgetting forgetting = new DenialForgetting(servers.dataSource(),
                new KafkaSettings(bootstrapServers, Map.of(), (short) 1), clock);
        started.add(forgetting);
        forgetting.start();
        return forgetting;
    }
}
