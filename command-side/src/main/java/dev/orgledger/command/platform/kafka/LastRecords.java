package dev.orgledger.command.platform.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the last record of partitions. Where compaction has removed what was at the very end, it goes back, each time by
 * more, until it meets one.
 */
final class LastRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FASTER = 16;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();

    /**
     * @param limits offsets, exclusive, at and above which nothing counts
     */
    LastRecords(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> limits) {
        this.consumer = consumer;
        this.begins = consumer.beginningOffsets(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(partitions));
        limits.forEach((partition, limit) -> ends.merge(partition, limit, Math::min));
    }

    /** Where that partition ended when this was made, exclusive. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** The last record of each partition that has one. */
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> find() {
        Set<TopicPartition> searched = new HashSet<>(ends.keySet());
        searched.removeIf(partition -> end(partition) <= begin(partition));
        for (long back = 1; !searched.isEmpty(); back *= FASTER) {
            consumer.assign(searched);
            for (TopicPartition partition : searched) {
                consumer.seek(partition, Math.max(begin(partition), end(partition) - back));
            }
            readToEnds(new HashSet<>(searched));
            long reached = back;
            searched.removeIf(
                    partition -> found.containsKey(partition) || end(partition) - reached <= begin(partition));
        }
        return found;
    }

    private void readToEnds(Set<TopicPartition> open) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the ends of the topics could not be read in time");
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::keep);
            Set<TopicPartition> read = new HashSet<>(open);
            read.removeIf(partition -> consumer.position(partition) < end(partition));
            consumer.pause(read);
            open.removeAll(read);
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> next) {
        TopicPartition partition = new TopicPartition(next.topic(), next.partition());
        if (next.offset() < end(partition)) {
            found.put(partition, next);
        }
    }

    private long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }
}
