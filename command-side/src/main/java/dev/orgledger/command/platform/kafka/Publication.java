package dev.orgledger.command.platform.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/**
 * One uninterrupted stretch of sending. It ends with the first failure: then nobody knows what arrived, and the next one
 * begins by looking.
 */
final class Publication implements AutoCloseable {

    /** How long an acknowledgement may take before the stretch is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How many may be unconfirmed: an erasure can have any number of records, and none may wait for longer than that. */
    private static final int AT_ONCE = 10_000;
    /** Compaction keeps the newest record of a key; there is one watermark. */
    private static final String WATERMARK_KEY = "watermark";
    private static final Map<String, Object> READER = Map.of("client.id", "orgledger-resume", "enable.auto.commit",
            "false", "allow.auto.create.topics", "false", "default.api.timeout.ms", "10000");
    /** Note: no record may time out alone, for the one behind it would then arrive without it. */
    private static final Map<String, Object> PRODUCER = Map.of("client.id", "orgledger-forwarder", "acks", "all",
            "enable.idempotence", "true", "linger.ms", "1", "delivery.timeout.ms", "600000", "max.block.ms",
            Long.toString(PATIENCE.toMillis()));

    private final Consumer<byte[], byte[]> reader;
    private final Producer<String, byte[]> producer;
    private final Clock clock;
    private final ResumePoint resume;
    private final Map<String, List<Long>> ends;
    private final List<Future<RecordMetadata>> open = new ArrayList<>();
    private final Traces traces;
    /** Of records that are not confirmed yet. */
    private final List<Traces.Step> steps = new ArrayList<>();

    private Publication(Consumer<byte[], byte[]> reader, Producer<String, byte[]> producer, Clock clock,
            TopicState state, Map<String, List<Long>> ends, Traces traces, long atMost) {
        this.reader = reader;
        this.producer = producer;
        this.clock = clock;
        this.traces = traces;
        this.resume = ResumePoint.of(state.watermark(), state.ends(), state.lastPositions()).notBeyond(atMost);
        this.ends = ends;
    }

    /**
     * Looks at the topics and begins where they end.
     *
     * @param limits offsets, exclusive, at and above which nothing counts, see {@link EndMovedBack}
     * @param atMost the position to go on behind at the latest, see {@link SentByAnother}
     * @throws KafkaException when Kafka is not reached
     */
    static Publication begin(KafkaSettings settings, Clock clock, Traces traces, Map<TopicPartition, Long> limits,
            long atMost) throws InterruptedException {
        Consumer<byte[], byte[]> reader = new KafkaConsumer<>(settings.with(READER), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            TopicState state = TopicState.read(reader, limits);
            // What does not count is still there, and nobody else's.
            Map<String, List<Long>> ends = limits.isEmpty() ? state.ends() : TopicState.ends(reader);
            Publication begun = new Publication(reader,
                    new KafkaProducer<>(settings.with(PRODUCER), new StringSerializer(), new ByteArraySerializer()),
                    clock, state, ends, traces, atMost);
            try {
                // From now on a restart begins no later than this one, whatever part of the missing was sent by then.
                begun.watermark(begun.resumedBehind());
                begun.await();
                return begun;
            } catch (RuntimeException | InterruptedException e) {
                begun.producer.close(Duration.ZERO);
                throw e;
            }
        } catch (RuntimeException | InterruptedException e) {
            reader.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    /** Everything up to this position was on the topics at the beginning. */
    long resumedBehind() {
        return resume.position();
    }

    /** Sends what is not there yet, waits until Kafka has confirmed all of it, and says so by a watermark. */
    void send(List<ProducerRecord<String, byte[]>> records, long upTo) throws InterruptedException {
        for (ProducerRecord<String, byte[]> next : records) {
            if (!next.topic().equals(Topics.EVENTS)
                    || !resume.isOnTopic(next.partition(), EventRecords.position(next.headers()))) {
                open.add(sent(next));
                if (open.size() >= AT_ONCE) {
                    await();
                }
            }
        }
        await();
        watermark(upTo);
    }

    /** A record that fails at once must not be followed by another. */
    private Future<RecordMetadata> sent(ProducerRecord<String, byte[]> next) throws InterruptedException {
        trace(next);
        Future<RecordMetadata> acknowledgement = producer.send(next);
        if (acknowledgement.isDone()) {
            result(acknowledgement, 0);
        }
        return acknowledgement;
    }

    private void trace(ProducerRecord<String, byte[]> next) {
        String trace = EventRecords.trace(next.headers());
        if (trace != null) {
            Traces.Step step = traces.beginApart(next.topic() + " publish", Traces.Kind.PRODUCER, trace);
            steps.add(step);
            next.headers().add(EventRecords.step(Objects.requireNonNullElse(step.context(), trace)));
        }
    }

    private void endSteps() {
        steps.forEach(Traces.Step::close);
        steps.clear();
    }

    /** Says that everything up to this position is on the topics; confirmed with whatever is sent next. */
    void watermark(long position) {
        byte[] value = EventJson.mapper().writeValueAsBytes(new Watermark(position, clock.instant(), ends));
        open.add(producer.send(new ProducerRecord<>(Topics.WATERMARK, 0, WATERMARK_KEY, value, List.of(EventRecords
                .position(position)))));
    }

    /**
     * Waits until everything sent is confirmed.
     *
     * @throws EndMovedBack when it was confirmed at an offset that had been taken before
     * @throws SentByAnother when it was confirmed behind records that are not of this stretch
     */
    void await() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, Long> movedBack = new HashMap<>();
        Map<TopicPartition, Long> strangers = new HashMap<>();
        Map<TopicPartition, Long> behindThem = new HashMap<>();
        for (Future<RecordMetadata> acknowledgement : open) {
            RecordMetadata record = result(acknowledgement, deadline - System.nanoTime());
            List<Long> offsets = ends.get(record.topic());
            if (offsets != null) {
                long expected = offsets.set(record.partition(), record.offset() + 1);
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < expected) {
                    movedBack.putIfAbsent(partition, record.offset());
                } else if (record.offset() > expected) {
                    strangers.putIfAbsent(partition, expected);
                    behindThem.put(partition, record.offset());
                }
            }
        }
        open.clear();
        endSteps();
        if (!movedBack.isEmpty()) {
            throw new EndMovedBack(movedBack);
        }
        if (!strangers.isEmpty()) {
            throw SentByAnother.at(reader, strangers, behindThem);
        }
    }

    /**
     * Looks whether everything is still there, and nothing else: a partition that nothing is sent to would not tell else. Only
     * while nothing is open.
     *
     * @throws KafkaException when something is gone; the next beginning finds out what
     * @throws SentByAnother when there is more
     */
    void check() {
        Map<String, List<Long>> present = TopicState.ends(reader);
        Map<TopicPartition, Long> strangers = new HashMap<>();
        Map<TopicPartition, Long> behindThem = new HashMap<>();
        ends.forEach((topic, offsets) -> {
            for (int partition = 0; partition < offsets.size(); partition++) {
                long end = present.getOrDefault(topic, List.of()).get(partition);
                if (end < offsets.get(partition)) {
                    throw new KafkaException("records are gone from the end of " + topic + "-" + partition);
                }
                if (end > offsets.get(partition)) {
                    strangers.put(new TopicPartition(topic, partition), offsets.get(partition));
                    behindThem.put(new TopicPartition(topic, partition), end);
                }
            }
        });
        if (!strangers.isEmpty()) {
            throw SentByAnother.at(reader, strangers, behindThem);
        }
    }

    private static RecordMetadata result(Future<RecordMetadata> future, long nanos) throws InterruptedException {
        try {
            return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no acknowledgement in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    /** Drops what is not confirmed: only a prefix of each partition can have arrived. */
    @Override
    public void close() {
        try {
            endSteps();
            producer.close(Duration.ZERO);
        } finally {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
