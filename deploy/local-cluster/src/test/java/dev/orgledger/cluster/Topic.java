package dev.orgledger.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is on {@code org.events.v1}. */
final class Topic {

    private static final String EVENTS = "org.events.v1";

    private Topic() {
    }

    /** The versions of each organization, in the order of the topic, without the repeats that a consumer drops by the event's id. */
    static Map<String, List<Long>> versions(String bootstrap) {
        Map<String, List<Long>> versions = new HashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(EVENTS).stream()
                    .map(info -> new TopicPartition(EVENTS, info.partition())).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    String version = header(record, "ce_orgversion");
                    if (version != null && seen.add(header(record, "ce_id"))) {
                        versions.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(Long.valueOf(version));
                    }
                }
            }
        }
        return versions;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
