package dev.orgledger.command.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.orgledger.shared.envelope.Topics;

/** Creates the topics that are not there yet. One that is there is left as its operator made it. */
final class TopicCreation {

    private static final String TOMBSTONES = Long.toString(Duration.ofDays(30).toMillis());

    /**
     * Note: compacted and never deleted by age. The newest watermark is where a forwarder resumes, after a week's pause
     * too. Small segments keep what a reader goes through at its start small, for only closed ones are compacted.
     */
    private static final Map<String, String> WATERMARK_CONFIG = Map.of("cleanup.policy", "compact", "segment.ms",
            Long.toString(Duration.ofMinutes(10).toMillis()), "segment.bytes", Integer.toString(4 << 20),
            "min.cleanable.dirty.ratio", "0.1", "delete.retention.ms", "60000");

    /** Likewise: every start reads it from the beginning, and each event of an organization adds to it. */
    private static final Map<String, String> STATE_CONFIG = Map.of("cleanup.policy", "compact", "segment.ms",
            Long.toString(Duration.ofHours(1).toMillis()), "segment.bytes", Integer.toString(4 << 20),
            "min.cleanable.dirty.ratio", "0.3", "delete.retention.ms", TOMBSTONES);

    /**
     * Personal data: what a tombstone takes back is really gone within half a day. A segment is closed by the first record that
     * comes after {@code segment.ms}, which is the tombstone's repeat if nothing else, and is cleaned within
     * {@code max.compaction.lag.ms} however little of it is outdated.
     */
    private static final Map<String, String> FORGETTING_CONFIG = Map.of("cleanup.policy", "compact", "segment.ms",
            Long.toString(Duration.ofHours(6).toMillis()), "max.compaction.lag.ms",
            Long.toString(Duration.ofHours(12).toMillis()), "min.cleanable.dirty.ratio", "0.3", "delete.retention.ms",
            TOMBSTONES);

    private final KafkaSettings settings;

    TopicCreation(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns once all are there.
     *
     * @throws KafkaException when Kafka is not reached, or refuses
     * @throws IllegalStateException when one has another number of partitions, which would break the order per key
     */
    void ensure() throws InterruptedException {
        try (Admin admin = Admin
                .create(settings.with(Map.of("client.id", "orgledger-topics", "default.api.timeout.ms", "10000",
                        "request.timeout.ms", "10000")))) {
            Map<String, NewTopic> wanted = wanted().stream()
                    .collect(Collectors.toMap(NewTopic::name, Function.identity()));
            List<String> there = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<Void>> creation : admin.createTopics(wanted.values()).values()
                    .entrySet()) {
                if (!created(creation.getValue())) {
                    there.add(creation.getKey());
                }
            }
            result(admin.describeTopics(there).allTopicNames()).forEach((name, found) -> {
                int partitions = Objects.requireNonNull(wanted.get(name)).numPartitions();
                if (found.partitions().size() != partitions) {
                    throw new IllegalStateException("topic " + name + " must have " + partitions + " partitions");
                }
            });
        }
    }

    private List<NewTopic> wanted() {
        Map<String, String> forEver = Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
        return List.of(topic(Topics.EVENTS, Topics.PARTITIONS, forEver),
                topic(Topics.STATE, Topics.PARTITIONS, STATE_CONFIG),
                topic(Topics.PERSONS, Topics.PARTITIONS, FORGETTING_CONFIG),
                topic(Topics.INTERNAL, Topics.PARTITIONS, FORGETTING_CONFIG),
                topic(Topics.SECURITY, Topics.PARTITIONS, forEver),
                topic(Topics.DENIALS, Topics.PARTITIONS, FORGETTING_CONFIG),
                topic(Topics.USAGE, Topics.PARTITIONS, FORGETTING_CONFIG),
                topic(Topics.WATERMARK, 1, WATERMARK_CONFIG));
    }

    private NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, settings.replicationFactor()).configs(config);
    }

    /** False when it was there already, as at every start but the first. */
    private static boolean created(KafkaFuture<Void> creation) throws InterruptedException {
        try {
            result(creation);
            return true;
        } catch (TopicExistsException there) {
            return false;
        }
    }

    private static <T> T result(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
