package dev.orgledger.command.platform.kafka;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Records stand between those of this stretch: a forwarder that had stood still sent what it had in hand, or a request that was
 * given up arrived after all. They repeat what was sent before, and on a compacted topic an old state would be kept as the last:
 * so everything from the oldest of them on is sent once more.
 */
final class SentByAnother extends KafkaException {

    private static final long serialVersionUID = 1L;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final long behind;

    private SentByAnother(Iterable<TopicPartition> partitions, long oldest) {
        super("records of another stand on " + partitions + ", from position " + oldest);
        this.behind = oldest - 1;
    }

    /** The position to go on behind. */
    long behind() {
        return behind;
    }

    /**
     * Looks what they are.
     *
     * @param from offset of the first of them by partition
     * @param to where they end, exclusive
     */
    static SentByAnother at(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long oldest = Long.MAX_VALUE;
        while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("records of another could not be read in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                oldest = Math.min(oldest, EventRecords.position(record.headers()));
            }
        }
        return new SentByAnother(from.keySet(), oldest);
    }
}
