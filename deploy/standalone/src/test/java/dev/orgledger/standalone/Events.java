package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code org.events.v1}, or another topic, as any other service reads it: a plain consumer, from the beginning. */
final class Events {

    private Events() {
    }

    /** The events of that key, in the topic's order; waits for that many, at most ten seconds. */
    static List<ConsumerRecord<String, String>> of(String bootstrap, String key, long expected) {
        return of("org.events.v1", bootstrap, key, expected);
    }

    /** The records of that key on that topic, likewise. */
    static List<ConsumerRecord<String, String>> of(String topic, String bootstrap, String key, long expected) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap), new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            assertThat(partitions).hasSize(12);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while ((found.size() < expected || ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))
                    && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> {
                    if (key.equals(each.key())) {
                        found.add(each);
                    }
                });
            }
        }
        return found;
    }

    /** The {@code orgversion} of each of them. */
    static List<Long> versionsOf(String bootstrap, String key, long expected) {
        return of(bootstrap, key, expected).stream().map(event -> Long.valueOf(header(event, "ce_orgversion")))
                .toList();
    }

    static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
