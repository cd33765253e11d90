package dev.orgledger.query.platform.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/**
 * Reads every partition of some data topics, and the watermarks, in a thread of its own, as long as the application
 * runs, and never gives up: what fails is tried again from the same place, and logged once when it starts to fail and
 * once when it works again. Partitions are assigned by hand, because every replica wants all of them; what replicas share out
 * among themselves is read by a {@link SharedReader}.
 */
public class TopicReader implements Reader, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    static final TopicPartition WATERMARKS = new TopicPartition(Topics.WATERMARK, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    /** A sign of life comes every second; after this long without one something is cut off. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** A small batch is not followed by the next at once where the sink gathers. */
    private static final int SMALL = 200;
    private static final Duration GATHERING = Duration.ofMillis(20);
    /** Whoever shares partitions with others says that it goes, also under a name that it will have again. */
    private static final CloseOptions CLOSING = CloseOptions.timeout(Duration.ofSeconds(1))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final IntervalFunction BACKOFF = IntervalFunction
            .ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5, Duration.ofSeconds(3));

    /** What becomes of the records. */
    public interface Sink {

        /**
         * Offsets to go on from; a partition without one is read from its beginning.
         *
         * @param ends where the partitions end now: offsets beyond that are of a topic that is no more
         */
        Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends);

        /**
         * Takes the records in. After an exception the same ones come again until it goes well, but after
         * {@link StartOver} the reader asks once more where to start. With no records to take in it is called about
         * once a second, to see that all is still well.
         *
         * @param next offsets from which to go on once they are taken in
         */
        void accept(List<Incoming> records, Map<TopicPartition, Long> next);

        /** Whether that record says something here: one that does not need not even be understood. */
        default boolean wants(ConsumerRecord<String, byte[]> record) {
            return true;
        }

        /** Whether taking in little costs much the same as taking in much, so that it is better to wait for more. */
        default boolean gathers() {
            return true;
        }
    }

    /** Thrown by a sink that is not the one any more that took in what came before. */
    public static final class StartOver extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StartOver(String reason) {
            super(reason);
        }
    }

    private final String name;
    private final List<String> topics;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Sink sink;
    private final Progress progress;
    private final Retry storing;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean silent;
    private final AtomicLong taken = new AtomicLong();
    private long lastAccepted = System.nanoTime();
    private int failures;
    private @Nullable Watermark reachedAtFailure;

    /**
     * @param name for the log and the thread
     * @param topics what to read beside the watermarks
     * @param clock tells how old the knowledge is
     */
    protected TopicReader(String name, List<String> topics, Supplier<Consumer<String, byte[]>> consumers, Sink sink,
            Clock clock) {
        this(name, topics, consumers, sink, new Progress(Set.copyOf(topics), clock));
    }

    /** @param progress that others move too */
    TopicReader(String name, List<String> topics, Supplier<Consumer<String, byte[]>> consumers, Sink sink,
            Progress progress) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.consumers = consumers;
        this.sink = sink;
        this.progress = progress;
        this.storing = untilStored();
        this.thread = new Thread(this::run, "reader-" + name);
        thread.setDaemon(true);
    }

    private Retry untilStored() {
        Retry retry = Retry.of(name, RetryConfig.custom().maxAttempts(Integer.MAX_VALUE).intervalFunction(BACKOFF)
                .retryOnException(failure -> !stopped() && !(failure instanceof StartOver)).build());
        retry.getEventPublisher().onRetry(event -> {
            if (event.getNumberOfRetryAttempts() == 1) {
                LOG.warn("Reader {} cannot store what it read, trying again until it can: {}", name,
                        describe(event.getLastThrowable()));
            }
        }).onSuccess(event -> LOG.info("Reader {} stores again, after {} attempts", name,
                event.getNumberOfRetryAttempts()));
        return retry;
    }

    @Override
    public final Progress progress() {
        return progress;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long taken() {
        return taken.get();
    }

    @Override
    public final void start() {
        thread.start();
    }

    /** Stops after the batch in hand, and waits for that. */
    @Override
    public final void stop() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return thread.isAlive() && !stopped();
    }

    /** Started before the web server and stopped after it: reads that are in hand may wait for what comes. */
    @Override
    public final int getPhase() {
        return 0;
    }

    private boolean stopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        while (!stopped()) {
            try {
                read();
            } catch (RuntimeException | Error e) {
                // An error, too: without this thread the replica would stay what it is for ever.
                if (!stopped()) {
                    failed(e);
                }
            }
        }
    }

    /** One life of a consumer: ends by an exception, or at the stop. */
    private void read() {
        Consumer<String, byte[]> consumer = consumers.get();
        try {
            require(consumer);
            assign(consumer);
            while (!stopped()) {
                step(consumer);
            }
        } finally {
            // The stop interrupts; closing in order takes a moment without that.
            Thread.interrupted();
            consumer.close(CLOSING);
        }
    }

    private void failed(Throwable failure) {
        if (++failures == 1) {
            LOG.warn("Reader {} cannot read, trying again until it can: {}", name, describe(failure));
            reachedAtFailure = progress.reached();
        }
        try {
            // The stop ends the pause, and whether it did is asked by the loop.
            stopped.await(BACKOFF.apply(failures), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What other libraries say quotes values, such as the address that was not unique: their types must do. */
    private static String describe(@Nullable Throwable failure) {
        boolean ours = failure instanceof IllegalStateException || failure instanceof IllegalArgumentException
                || failure instanceof StartOver;
        return failure == null ? "unknown" : ours ? failure.toString() : failure.getClass().getName();
    }

    /**
     * Only a further watermark proves that the trouble is over: a poll alone succeeds in front of a bad record, too. The same one,
     * read again by a new consumer, is none.
     */
    private void noticeRecovery() {
        if (failures > 0 && !Objects.equals(progress.reached(), reachedAtFailure)) {
            LOG.info("Reader {} reads again, after {} attempts", name, failures);
            failures = 0;
        }
    }

    private void require(Consumer<String, byte[]> consumer) {
        if (partitions(consumer).size() < topics.size() * Topics.PARTITIONS
                || consumer.partitionsFor(Topics.WATERMARK).isEmpty()) {
            throw new IllegalStateException("the topics are not there yet");
        }
    }

    /** All of them, of what is to be read. */
    final List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        return all;
    }

    /** Says what that consumer reads, and from where: every partition, unless they are shared out. */
    void assign(Consumer<String, byte[]> consumer) {
        List<TopicPartition> data = partitions(consumer);
        List<TopicPartition> all = new ArrayList<>(data);
        all.add(WATERMARKS);
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(data);
        Map<TopicPartition, Long> starts = starts(consumer, ends, sink);
        starts.forEach(consumer::seek);
        seekNewestWatermark(consumer);
        progress.startsAt(starts, ends);
    }

    /** Where to go on in those partitions, by what the sink knows. */
    static Map<TopicPartition, Long> starts(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends,
            Sink sink) {
        Map<TopicPartition, Long> known = sink.startFrom(ends);
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.beginningOffsets(ends.keySet()).forEach((partition, beginning) -> starts.put(partition,
                Math.max(beginning, known.getOrDefault(partition, beginning))));
        return starts;
    }

    /** No other says anything. */
    static void seekNewestWatermark(Consumer<String, byte[]> consumer) {
        long end = consumer.endOffsets(List.of(WATERMARKS)).getOrDefault(WATERMARKS, 0L);
        consumer.seek(WATERMARKS, Math.max(0, end - 1));
    }

    /** How long to wait for records. */
    Duration poll() {
        return POLL;
    }

    /** After how long the sink is called with nothing to take in. */
    Duration idle() {
        return IDLE;
    }

    /** Whether this reader hears of watermarks, and so can tell by itself how far it is. */
    boolean hearsWatermarks() {
        return true;
    }

    private void step(Consumer<String, byte[]> consumer) {
        ConsumerRecords<String, byte[]> polled = consumer.poll(poll());
        long began = System.nanoTime();
        List<Incoming> records = new ArrayList<>(polled.count());
        List<Watermark> watermarks = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : polled) {
            if (record.topic().equals(Topics.WATERMARK)) {
                watermarks.add(EventJson.mapper().readValue(record.value(), Watermark.class));
            } else if (sink.wants(record)) {
                records.add(Incoming.of(record));
            }
        }
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        polled.nextOffsets().forEach((partition, offset) -> {
            if (!partition.equals(WATERMARKS)) {
                next.put(partition, offset.offset());
            }
        });
        // First: what these say of former batches is waited for, and this one may take its time.
        progress.advanced(Map.of(), watermarks);
        if (!records.isEmpty() || System.nanoTime() - lastAccepted > idle().toNanos()) {
            storing.executeRunnable(() -> sink.accept(records, next));
            lastAccepted = System.nanoTime();
            taken.addAndGet(records.size());
        }
        progress.advanced(next, List.of());
        noticeRecovery();
        if (hearsWatermarks()) {
            noticeSilence();
        }
        if (sink.gathers() && !records.isEmpty() && records.size() < SMALL) {
            LockSupport.parkNanos(GATHERING.toNanos() - (System.nanoTime() - began));
        }
    }

    /** A consumer waits for lost brokers by itself and throws nothing, so the silence is what can be told. */
    private void noticeSilence() {
        Duration age = progress.age();
        if (!silent && age != null && age.compareTo(SILENCE) > 0) {
            silent = true;
            LOG.warn("Reader {} is behind or cut off: its knowledge is {} s old", name, age.toSeconds());
        } else if (silent && age != null && age.compareTo(SILENCE) <= 0) {
            silent = false;
            LOG.info("Reader {} is up to date again", name);
        }
    }
}
