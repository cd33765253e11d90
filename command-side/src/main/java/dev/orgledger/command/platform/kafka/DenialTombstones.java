package dev.orgledger.command.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import dev.orgledger.shared.envelope.Topics;

/**
 * Takes back where the refused attempts of forgotten people came from. Every process writes that by itself and no store lists
 * it, so the topic is read from its beginning: its keys end with the person's id.
 */
final class DenialTombstones {

    /** However long the topic is, something of it comes within that time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private DenialTombstones() {
    }

    /**
     * One for every key of these people that is there, also where it is a tombstone already: so a repeat is one.
     *
     * @param erasedAt position of the erasure by id of the person
     * @param end tells when nobody waits for the answer any more
     */
    static List<ProducerRecord<String, byte[]>> of(Consumer<byte[], byte[]> reader, Map<String, Long> erasedAt,
            CountDownLatch end) throws InterruptedException {
        List<TopicPartition> partitions = reader.partitionsFor(Topics.DENIALS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(Topics.DENIALS + " is not there");
        }
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Set<String> keys = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(last -> reader.position(last.getKey()) < last.getValue())) {
            if (end.getCount() == 0) {
                throw new InterruptedException("nobody waits for it any more");
            }
            boolean some = false;
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                some = true;
                String key = new String(record.key(), UTF_8);
                if (erasedAt.containsKey(person(key))) {
                    keys.add(key);
                }
            }
            if (some) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the refused attempts could not be read in time");
            }
        }
        return keys.stream().map(key -> EventRecords.data(Topics.DENIALS, key, null,
                erasedAt.getOrDefault(person(key), 0L))).toList();
    }

    private static String person(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
