package dev.orgledger.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.orgledger.query.audit.ChainCost;
import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.envelope.Topics;

/**
 * What it costs to chain the events that were projected: the same events once more, from Kafka, hashed and nothing else, by
 * one thread as in the projection. The projection had the access reader, Kafka and the store beside it on the same
 * processors, and this has not; so the share is a little too low where those are few.
 */
final class AuditChaining {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARM_UP = 10_000;
    private static final int MOST_RECORDS = 2_000;

    private AuditChaining() {
    }

    /**
     * Measures it.
     *
     * @param projected how long the whole projection of each event took
     * @param head the hash of the large organization's newest entry: another one means that something else was measured
     */
    static void measure(String kafka, AuditWorld world, double projected, String head, Figures figures)
            throws IOException {
        Bench.say("chaining alone");
        ChainCost cost = new ChainCost();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "enable.auto.commit", "false",
                        "max.poll.records", String.valueOf(MOST_RECORDS)),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            boolean warm = false;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (left > 0 && System.nanoTime() < deadline) {
                List<Incoming.Event> events = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    events.add((Incoming.Event) Incoming.of(record));
                }
                left -= events.size();
                cost.add(events);
                if (!warm && cost.events() > WARM_UP) {
                    cost.startsNow();
                    warm = true;
                }
            }
        }
        if (!head.equals(cost.headOf(world.large().id()))) {
            throw new IOException("the chain made here has another head than the one in the export");
        }
        figures.fact("chaining, each event", Table.number(cost.microsEach()) + " µs of " + Table.number(projected)
                + " µs for all of its projection");
        figures.atMost("chaining ÷ projecting", 100 * cost.microsEach() / projected, 10, " %");
    }
}
