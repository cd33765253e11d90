package dev.orgledger.command.platform.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/**
 * What is on the topics now.
 *
 * @param watermark the newest one; null when there is none
 * @param ends end offset, exclusive, of every partition of each of {@link Topics#DATA}
 * @param lastPositions position of the last record of each of them, 0 for an empty one
 */
record TopicState(@Nullable Watermark watermark, Map<String, List<Long>> ends,
        Map<String, List<Long>> lastPositions) {

    private static final List<TopicPartition> DATA = Topics.DATA.stream().flatMap(topic -> IntStream
            .range(0, Topics.PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition))).toList();

    /**
     * Asks Kafka.
     *
     * @param limits offsets, exclusive, at and above which nothing counts
     */
    static TopicState read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> limits) {
        TopicPartition watermarks = new TopicPartition(Topics.WATERMARK, 0);
        List<TopicPartition> all = new ArrayList<>(DATA);
        all.add(watermarks);
        LastRecords records = new LastRecords(consumer, all, limits);
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = records.find();

        ConsumerRecord<byte[], byte[]> newest = last.get(watermarks);
        return new TopicState(newest == null ? null : EventJson.mapper().readValue(newest.value(), Watermark.class),
                byTopic(records::end), byTopic(partition -> {
                    ConsumerRecord<byte[], byte[]> record = last.get(partition);
                    return record == null ? 0 : EventRecords.position(record.headers());
                }));
    }

    /** Only the ends, which is quick. */
    static Map<String, List<Long>> ends(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(DATA);
        return byTopic(partition -> ends.getOrDefault(partition, 0L));
    }

    private static Map<String, List<Long>> byTopic(ToLongFunction<TopicPartition> value) {
        Map<String, List<Long>> all = new HashMap<>();
        DATA.forEach(partition -> all.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                .add(value.applyAsLong(partition)));
        return all;
    }
}
