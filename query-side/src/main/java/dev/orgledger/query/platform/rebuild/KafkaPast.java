package dev.orgledger.query.platform.rebuild;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import dev.orgledger.shared.envelope.Topics;

/**
 * Reads what is on the topics, one number of partitions after the other, several lanes beside each other: what happens to one key
 * comes to one lane, and what a lane writes lies together.
 */
final class KafkaPast {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final List<String> topics;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> beginnings;
    private final Queue<Integer> numbers;
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();

    /** Looks where these topics end. */
    KafkaPast(Supplier<Consumer<String, byte[]>> consumers, List<String> topics) {
        this.consumers = consumers;
        this.topics = topics;
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            List<TopicPartition> all = all(topics);
            this.ends = Map.copyOf(consumer.endOffsets(all));
            this.beginnings = Map.copyOf(consumer.beginningOffsets(all));
        }
        // The largest first, so that no lane is left alone with it at the end.
        this.numbers = new ConcurrentLinkedQueue<>(IntStream.range(0, Topics.PARTITIONS).boxed()
                .sorted(Comparator.<Integer>comparingLong(number -> events(number)).reversed()).toList());
    }

    static List<TopicPartition> all(List<String> topics) {
        return topics.stream().flatMap(topic -> IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))).toList();
    }

    /** Events that there are. */
    long events() {
        return IntStream.range(0, Topics.PARTITIONS).mapToLong(this::events).sum();
    }

    private long events(int number) {
        TopicPartition partition = new TopicPartition(Topics.EVENTS, number);
        return ends.getOrDefault(partition, 0L) - beginnings.getOrDefault(partition, 0L);
    }

    /** Offsets up to which everything was read. */
    Map<TopicPartition, Long> reached() {
        return Map.copyOf(reached);
    }

    /** Reads numbers of partitions that no other lane reads, until there are none. */
    void read(Lane lane) {
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            for (Integer number = numbers.poll(); number != null; number = numbers.poll()) {
                int one = number;
                read(consumer, topics.stream().map(topic -> new TopicPartition(topic, one)).toList(), lane);
                lane.built();
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Lane lane) {
        Map<TopicPartition, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition, beginnings.getOrDefault(partition, 0L)));
        consumer.assign(partitions);
        next.forEach(consumer::seek);
        while (next.entrySet().stream().anyMatch(at -> at.getValue() < ends.getOrDefault(at.getKey(), 0L))) {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            lane.build(polled);
            next.replaceAll((partition, offset) -> consumer.position(partition));
        }
        reached.putAll(next);
    }
}
