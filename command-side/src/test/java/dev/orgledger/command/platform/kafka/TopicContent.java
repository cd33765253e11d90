package dev.orgledger.command.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/** Reads whole topics. */
record TopicContent(String bootstrapServers) {

    List<ConsumerRecord<String, byte[]>> of(String topic) {
        return of(topic, new ByteArrayDeserializer());
    }

    <T> List<ConsumerRecord<String, T>> of(String topic, Deserializer<T> values) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 20000);
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(properties, new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, T>> all = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("cannot read " + topic);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** Writes to a topic that other processes write to, and makes it if it is not there. */
    void put(String topic, String key, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(properties);
                KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(),
                        new StringSerializer())) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, Topics.PARTITIONS, (short) 1))).all().get();
            }
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** Writes that record once more, behind all others of its partition. */
    void repeat(ConsumerRecord<String, byte[]> record) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(),
                    record.headers())).get();
        }
    }

    /** Ids of all events, in the order of their positions; an id as often as it is there. */
    List<String> eventIds() {
        return of(Topics.EVENTS).stream().sorted(Comparator.comparing(TopicContent::position))
                .map(record -> header(record, Headers.CE_ID)).toList();
    }

    /** The positions on each partition of the events, as they come. */
    Map<Integer, List<Long>> positionsByPartition() {
        return of(Topics.EVENTS).stream().collect(Collectors.groupingBy(ConsumerRecord::partition,
                Collectors.mapping(TopicContent::position, Collectors.toList())));
    }

    List<Watermark> watermarks() {
        return of(Topics.WATERMARK).stream()
                .map(record -> EventJson.mapper().readValue(record.value(), Watermark.class)).toList();
    }

    /** The newest value of every key of a compacted topic. */
    Map<String, JsonNode> table(String topic) {
        Map<String, JsonNode> rows = new HashMap<>();
        of(topic).forEach(record -> {
            if (record.value() == null) {
                rows.remove(record.key());
            } else {
                rows.put(record.key(), EventJson.mapper().readTree(record.value()));
            }
        });
        return rows;
    }

    static long position(ConsumerRecord<?, ?> record) {
        return EventRecords.position(record.headers());
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
