package dev.orgledger.benchmark.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.state.StateRecord;

/** Reads topics from their beginning to where they end now, as a consumer that is new does. */
final class TopicsReader {

    private TopicsReader() {
    }

    static List<OnTopic> read(String bootstrap, String topic) {
        List<OnTopic> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> records.add(of(record)));
            }
        }
        return records;
    }

    private static OnTopic of(ConsumerRecord<String, byte[]> record) {
        boolean state = record.topic().equals(Topics.STATE) && record.value() != null;
        return new OnTopic(record.partition(), record.offset(), record.key(),
                Long.parseLong(String.valueOf(header(record, Headers.POSITION))), header(record, Headers.CE_ID),
                state ? EventJson.mapper().readValue(record.value(), StateRecord.typeOf(record.key())) : null);
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
