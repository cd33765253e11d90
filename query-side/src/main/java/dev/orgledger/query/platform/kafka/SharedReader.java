package dev.orgledger.query.platform.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;

/**
 * Reads data topics for a store that replicas share: each partition is read by one of them, and by another within seconds when
 * that one is gone. How far they are together is known to each, by the offsets that all of them keep in the store.
 *
 * <p>
 * Note: Kafka shares the partitions out and finds out who is gone; it keeps no offsets. One that was taken for gone and is not may
 * write once more what another has written meanwhile: so what is written must be harmless to repeat.
 */
public class SharedReader implements Reader, SmartLifecycle {

    /** The store behind it. */
    public interface Shared extends TopicReader.Sink {

        /** Names who shares: the replicas on one life of the store's content, which this one is on from now on. */
        String group();

        /** How far all of them are. */
        Stored stored();
    }

    /**
     * What the store says.
     *
     * @param life tells this content from what was before the store was emptied; empty where there is none
     * @param offsets that all replicas together have reached
     */
    public record Stored(String life, Map<TopicPartition, Long> offsets) {}

    /** Makes consumers. */
    public interface Consumers extends Supplier<Consumer<String, byte[]>> {

        /** One of that group. */
        Consumer<String, byte[]> in(String group);
    }

    private final Progress progress;
    private final TopicReader share;
    private final TopicReader together;

    /**
     * @param name for the log and the threads
     * @param topics what to read; each with as many partitions as the others
     */
    protected SharedReader(String name, List<String> topics, Consumers consumers, Shared store, Clock clock) {
        this.progress = new Progress(Set.copyOf(topics), clock);
        this.share = new Share(name, topics, consumers, store, progress);
        this.together = new Together(name + "-progress", topics, consumers, store, progress);
    }

    @Override
    public final String name() {
        return share.name();
    }

    /** How far all of them together are. */
    @Override
    public final Progress progress() {
        return progress;
    }

    /** Of this replica's share. */
    @Override
    public final long taken() {
        return share.taken();
    }

    @Override
    public final void start() {
        share.start();
        together.start();
    }

    @Override
    public final void stop() {
        share.stop();
        together.stop();
    }

    @Override
    public final boolean isRunning() {
        return share.isRunning() || together.isRunning();
    }

    @Override
    public final int getPhase() {
        return share.getPhase();
    }

    /** Reads the partitions that fall to this replica. */
    private static final class Share extends TopicReader {

        private final List<String> topics;
        private final Shared store;
        private final Progress progress;

        Share(String name, List<String> topics, Consumers consumers, Shared store, Progress progress) {
            super(name, topics, () -> consumers.in(store.group()), store, progress);
            this.topics = topics;
            this.store = store;
            this.progress = progress;
        }

        @Override
        void assign(Consumer<String, byte[]> consumer) {
            consumer.subscribe(topics, new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> gone) {
                    // All that was read of them is stored.
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> mine) {
                    Map<TopicPartition, Long> starts = starts(consumer, consumer.endOffsets(mine), store);
                    starts.forEach(consumer::seek);
                    progress.advanced(starts, List.of());
                }
            });
        }

        @Override
        boolean hearsWatermarks() {
            return false;
        }
    }

    /** Hears the watermarks, and looks in the store whether all replicas together have reached them. */
    private static final class Together extends TopicReader {

        private static final Duration LOOK = Duration.ofMillis(15);
        private static final Duration WHILE_NOTHING_IS_OPEN = Duration.ofMillis(500);

        private final Look look;
        private final Progress progress;

        Together(String name, List<String> topics, Consumers consumers, Shared store, Progress progress) {
            this(name, topics, consumers, new Look(store, progress), progress);
        }

        private Together(String name, List<String> topics, Consumers consumers, Look look, Progress progress) {
            super(name, topics, consumers, look, progress);
            this.look = look;
            this.progress = progress;
        }

        @Override
        void assign(Consumer<String, byte[]> consumer) {
            List<TopicPartition> data = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(data);
            consumer.assign(List.of(WATERMARKS));
            seekNewestWatermark(consumer);
            progress.startsAt(starts(consumer, ends, look), ends);
        }

        @Override
        Duration poll() {
            return progress.open() ? LOOK : WHILE_NOTHING_IS_OPEN;
        }

        @Override
        Duration idle() {
            return Duration.ZERO;
        }

        private static final class Look implements Sink {

            private final Shared store;
            private final Progress progress;
            private String life = "";

            Look(Shared store, Progress progress) {
                this.store = store;
                this.progress = progress;
            }

            @Override
            public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
                Stored stored = store.stored();
                if (ends.entrySet().stream()
                        .anyMatch(end -> stored.offsets().getOrDefault(end.getKey(), 0L) > end.getValue())) {
                    throw new StartOver("the topics were made anew");
                }
                life = stored.life();
                return stored.offsets();
            }

            @Override
            public void accept(List<Incoming> none, Map<TopicPartition, Long> nothing) {
                Stored stored = store.stored();
                if (!stored.life().equals(life)) {
                    throw new StartOver("the document store was emptied");
                }
                progress.advanced(stored.offsets(), List.of());
            }
        }
    }
}
