package dev.orgledger.query.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/** A replica's share and its troubles, with the consumer that Kafka has for tests. */
@ExtendWith(OutputCaptureExtension.class)
class SharedReaderTest {

    private static final List<TopicPartition> PARTITIONS = IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topics.INTERNAL, number)).toList();

    private final AtomicInteger rounds = new AtomicInteger();
    private final Map<TopicPartition, Long> stored = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<MockConsumer<String, byte[]>> ofWatermarks = new ConcurrentLinkedQueue<>();
    private volatile String key = "not understood";
    private final SharedReader reader = new SharedReader("test", List.of(Topics.INTERNAL), new Consumers(), new Store(),
            Clock.systemUTC()) {
    };

    @AfterEach
    void stop() {
        reader.stop();
    }

    /** Each round begins with a poll that finds nothing yet, and so goes well. */
    @Test
    void givenARecordThatIsNotUnderstoodThenToldOnceUntilItIsPassed(CapturedOutput output) {
        reader.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > 4);
        assertThat(output).containsOnlyOnce("Reader test cannot read").doesNotContain("reads again");

        key = InternalRecord.KEY + "key_1";
        await().atMost(Duration.ofSeconds(20)).until(() -> stored.getOrDefault(PARTITIONS.getFirst(), 0L) == 1);
        ofWatermarks.element().schedulePollTask(() -> ofWatermarks.element()
                .addRecord(new ConsumerRecord<>(Topics.WATERMARK, 0, 0, "watermark", watermark())));
        await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains("Reader test reads again, after "));
        assertThat(output).containsOnlyOnce("Reader test cannot read");
    }

    private static byte[] watermark() {
        List<Long> ends = PARTITIONS.stream().map(partition -> partition.partition() == 0 ? 1L : 0L).toList();
        return EventJson.mapper()
                .writeValueAsBytes(new Watermark(7, Instant.now(), Map.of(Topics.INTERNAL, ends)));
    }

    private final class Store implements SharedReader.Shared {

        @Override
        public String group() {
            return "test";
        }

        @Override
        public SharedReader.Stored stored() {
            return new SharedReader.Stored("life", Map.copyOf(stored));
        }

        @Override
        public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
            return Map.copyOf(stored);
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            stored.putAll(next);
        }
    }

    private final class Consumers implements SharedReader.Consumers {

        /** The one that hears watermarks. */
        @Override
        public Consumer<String, byte[]> get() {
            MockConsumer<String, byte[]> consumer = consumer();
            ofWatermarks.add(consumer);
            return consumer;
        }

        @Override
        public Consumer<String, byte[]> in(String group) {
            MockConsumer<String, byte[]> consumer = consumer();
            consumer.schedulePollTask(() -> consumer.rebalance(PARTITIONS));
            consumer.schedulePollTask(() -> {
                rounds.incrementAndGet();
                consumer.addRecord(tombstone());
            });
            return consumer;
        }

        private static MockConsumer<String, byte[]> consumer() {
            TopicPartition watermarks = new TopicPartition(Topics.WATERMARK, 0);
            MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
            consumer.updatePartitions(Topics.INTERNAL, PARTITIONS.stream().map(Consumers::info).toList());
            consumer.updatePartitions(Topics.WATERMARK, List.of(info(watermarks)));
            Map<TopicPartition, Long> zero = Stream.concat(PARTITIONS.stream(), Stream.of(watermarks))
                    .collect(Collectors.toMap(Function.identity(), partition -> 0L));
            consumer.updateBeginningOffsets(zero);
            consumer.updateEndOffsets(zero);
            return consumer;
        }

        private static PartitionInfo info(TopicPartition partition) {
            return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
        }
    }

    private ConsumerRecord<String, byte[]> tombstone() {
        ConsumerRecord<String, byte[]> tombstone = new ConsumerRecord<>(Topics.INTERNAL, 0, 0, key, null);
        tombstone.headers().add(Headers.POSITION, "7".getBytes(UTF_8));
        return tombstone;
    }
}
