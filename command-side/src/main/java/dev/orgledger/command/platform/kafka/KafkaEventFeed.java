package dev.orgledger.command.platform.kafka;

import static dev.orgledger.shared.envelope.Headers.CE_ID;
import static dev.orgledger.shared.envelope.Headers.CE_ORG_VERSION;
import static dev.orgledger.shared.envelope.Headers.CE_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.feed.EventFeed;
import dev.orgledger.shared.envelope.Topics;

/** {@link EventFeed} on {@code org.events.v1}. Its reader keeps no offsets: whoever follows knows what was dealt with. */
final class KafkaEventFeed implements EventFeed {

    private static final Map<String, Object> READER = Map.of("client.id", "orgledger-event-feed", "enable.auto.commit",
            "false", "allow.auto.create.topics", "false", "auto.offset.reset", "earliest", "default.api.timeout.ms",
            "10000");
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final KafkaSettings kafka;

    KafkaEventFeed(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public Following follow() {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.with(READER), new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            consumer.assign(IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition)).toList());
            // Asked for now: a seek alone would look for the end at the first poll.
            consumer.endOffsets(consumer.assignment()).forEach(consumer::seek);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
        return new Reader(consumer);
    }

    private record Reader(Consumer<String, byte[]> consumer) implements Following {

        @Override
        public List<Told> poll(Duration atMost) {
            List<Told> told = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
                String version = text(record, CE_ORG_VERSION);
                String type = text(record, CE_TYPE);
                String id = text(record, CE_ID);
                if (version != null && type != null && id != null) {
                    told.add(new Told(record.key(), Long.parseLong(version), type, id));
                }
            }
            return told;
        }

        private static @Nullable String text(ConsumerRecord<String, byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), UTF_8);
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }
}
