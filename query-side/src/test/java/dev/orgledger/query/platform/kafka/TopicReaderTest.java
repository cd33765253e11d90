package dev.orgledger.query.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

import dev.orgledger.query.platform.kafka.Incoming.Key;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/** A reader and its troubles, with the consumer that Kafka has for tests. */
class TopicReaderTest {

    private final AtomicInteger consumers = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private final ConcurrentLinkedQueue<Incoming> taken = new ConcurrentLinkedQueue<>();
    private TopicReader reader;

    @AfterEach
    void stop() {
        reader.stop();
    }

    @Test
    void givenAnErrorWhenAConsumerIsMadeThenTheNextOneReads() {
        start(1, 0);

        await().atMost(Duration.ofSeconds(10)).until(() -> !taken.isEmpty());
        assertThat(consumers).hasValueGreaterThan(1);
        assertThat(reader.isRunning()).isTrue();
    }

    @Test
    void givenAnErrorWhenARecordIsTakenInThenItComesAgain() {
        start(0, 2);

        await().atMost(Duration.ofSeconds(10)).until(() -> !taken.isEmpty());
        assertThat(taken).containsExactly(new Key("key_1", null, 7));
        assertThat(batches).hasValueGreaterThan(2);
        assertThat(reader.isRunning()).isTrue();
    }

    /** With an error instead of the first so many consumers, and the first so many times that records are taken in. */
    private void start(int errorsOfConsumers, int errorsOfTheSink) {
        reader = new TopicReader("test", List.of(Topics.INTERNAL), () -> {
            if (consumers.incrementAndGet() <= errorsOfConsumers) {
                throw new NoClassDefFoundError("consumer " + consumers);
            }
            return consumerOfOneRecord();
        }, new Sink(errorsOfTheSink), Clock.systemUTC()) {
        };
        reader.start();
    }

    private final class Sink implements TopicReader.Sink {

        private final int errors;

        Sink(int errors) {
            this.errors = errors;
        }

        @Override
        public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
            return Map.of();
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            if (batches.incrementAndGet() <= errors) {
                throw new NoClassDefFoundError("batch " + batches);
            }
            taken.addAll(records);
        }
    }

    private static Consumer<String, byte[]> consumerOfOneRecord() {
        List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.INTERNAL, number)).toList();
        TopicPartition watermarks = new TopicPartition(Topics.WATERMARK, 0);
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(Topics.INTERNAL, partitions.stream().map(TopicReaderTest::info).toList());
        consumer.updatePartitions(Topics.WATERMARK, List.of(info(watermarks)));
        Map<TopicPartition, Long> zero = Stream.concat(partitions.stream(), Stream.of(watermarks))
                .collect(Collectors.toMap(Function.identity(), partition -> 0L));
        consumer.updateBeginningOffsets(zero);
        consumer.updateEndOffsets(zero);
        ConsumerRecord<String, byte[]> tombstone = new ConsumerRecord<>(Topics.INTERNAL, 0, 0,
                InternalRecord.KEY + "key_1", null);
        tombstone.headers().add(Headers.POSITION, "7".getBytes(UTF_8));
        consumer.schedulePollTask(() -> consumer.addRecord(tombstone));
        return consumer;
    }

    private static PartitionInfo info(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
    }
}
