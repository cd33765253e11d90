package dev.orgledger.query.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

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

    @Test
    void givenALongBatchWhenAWatermarkOfAFormerOneComesWithItThenItIsReachedMeanwhile() {
        CountDownLatch go = new CountDownLatch(1);
        reader = new TopicReader("test", List.of(Topics.INTERNAL), () -> {
            MockConsumer<String, byte[]> consumer = consumerOfOneRecord();
            consumer.schedulePollTask(() -> {
                consumer.addRecord(tombstone(1, 8));
                consumer.addRecord(new ConsumerRecord<>(Topics.WATERMARK, 0, 0, "watermark", watermark(7, 1)));
            });
            return consumer;
        }, new Sink(0) {
            @Override
            public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
                if (!taken.isEmpty()) {
                    awaitQuietly(go);
                }
                super.accept(records, next);
            }
        }, Clock.systemUTC()) {
        };
        reader.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> reader.progress().position() == 7);
        assertThat(taken).hasSize(1);
        go.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 2);
    }

    private static void awaitQuietly(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything up to that position stands below that offset of the first partition. */
    private static byte[] watermark(long position, long end) {
        List<Long> ends = IntStream.range(0, Topics.PARTITIONS).mapToObj(number -> number == 0 ? end : 0L).toList();
        return EventJson.mapper()
                .writeValueAsBytes(new Watermark(position, Instant.now(), Map.of(Topics.INTERNAL, ends)));
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

    private class Sink implements TopicReader.Sink {

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

    private static MockConsumer<String, byte[]> consumerOfOneRecord() {
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
        consumer.schedulePollTask(() -> consumer.addRecord(tombstone(0, 7)));
        return consumer;
    }

    private static ConsumerRecord<String, byte[]> tombstone(long offset, long position) {
        ConsumerRecord<String, byte[]> tombstone = new ConsumerRecord<>(Topics.INTERNAL, 0, offset,
                InternalRecord.KEY + "key_1", null);
        tombstone.headers().add(Headers.POSITION, Long.toString(position).getBytes(UTF_8));
        return tombstone;
    }

    private static PartitionInfo info(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
    }
}
