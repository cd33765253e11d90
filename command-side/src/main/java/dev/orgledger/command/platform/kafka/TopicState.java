package dev.orgledger.command.platform.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

    /** Asks Kafka. */
    static TopicState read(KafkaSettings settings) {
        Map<String, Object> properties = settings.with(Map.of("client.id", "orgledger-resume", "enable.auto.commit",
                "false", "allow.auto.create.topics", "false", "default.api.timeout.ms", "10000"));
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return read(consumer);
        }
    }

    private static TopicState read(Consumer<byte[], byte[]> consumer) {
        TopicPartition watermarks = new TopicPartition(Topics.WATERMARK, 0);
        List<TopicPartition> data = Topics.DATA.stream().flatMap(topic -> IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))).toList();
        List<TopicPartition> all = new ArrayList<>(data);
        all.add(watermarks);
        LastRecords records = new LastRecords(consumer, all);
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = records.find();

        Map<String, List<Long>> ends = new HashMap<>();
        Map<String, List<Long>> positions = new HashMap<>();
        for (TopicPartition partition : data) {
            ConsumerRecord<byte[], byte[]> record = last.get(partition);
            ends.computeIfAbsent(partition.topic(), topic -> new ArrayList<>()).add(records.end(partition));
            positions.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(record == null ? 0 : EventRecords.position(record.headers()));
        }
        ConsumerRecord<byte[], byte[]> newest = last.get(watermarks);
        return new TopicState(newest == null ? null : EventJson.mapper().readValue(newest.value(), Watermark.class),
                ends, positions);
    }
}
