package dev.orgledger.command.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import dev.orgledger.shared.envelope.Topics;

/**
 * Takes back where the refused attempts of forgotten people came from. Every process writes that by itself and no store lists
 * it, so the topic is read from its beginning: its keys end with the person's id.
 */
final class DenialTombstones {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private DenialTombstones() {
    }

    /**
     * One for every record of these people that is there.
     *
     * @param meanwhile run every now and then: the topic may be long
     */
    static List<ProducerRecord<String, byte[]>> of(Consumer<byte[], byte[]> reader, Set<String> personIds,
            long position, Runnable meanwhile) {
        List<TopicPartition> partitions = personIds.isEmpty()
                ? List.of()
                : reader.partitionsFor(Topics.DENIALS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        if (partitions.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Set<String> keys = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the refused attempts could not be read in time");
            }
            reader.poll(Duration.ofMillis(200)).forEach(record -> note(record, personIds, keys));
            meanwhile.run();
        }
        return keys.stream().map(key -> EventRecords.data(Topics.DENIALS, key, null, position)).toList();
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Set<String> personIds, Set<String> keys) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            keys.remove(key);
        } else if (personIds.contains(key.substring(key.lastIndexOf('/') + 1))) {
            keys.add(key);
        }
    }
}
