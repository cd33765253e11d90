package dev.orgledger.query.authorization;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.kafka.Progress;
import dev.orgledger.query.platform.kafka.TopicReader;
import dev.orgledger.shared.envelope.Topics;

/** Feeds {@link AccessState}, from the beginning of the topics at each start. */
@Component
public class AccessReader implements SmartLifecycle {

    private static final List<String> TOPICS = List.of(Topics.EVENTS, Topics.INTERNAL);

    private final Progress progress;
    private final TopicReader reader;
    private volatile boolean running;

    AccessReader(Supplier<Consumer<String, byte[]>> consumers, AccessState state, Clock clock) {
        this.progress = new Progress(Set.copyOf(TOPICS), clock);
        this.reader = new TopicReader("access", TOPICS, consumers, new Memory(state, new HashMap<>()), progress);
    }

    /** Keeps the offsets beside the state, for the case that the consumer is made anew. */
    private record Memory(AccessState state, Map<TopicPartition, Long> offsets) implements TopicReader.Sink {

        @Override
        public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
            if (ends.entrySet().stream().anyMatch(end -> offsets.getOrDefault(end.getKey(), 0L) > end.getValue())) {
                offsets.clear();
            }
            return Map.copyOf(offsets);
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            records.forEach(state::apply);
            offsets.putAll(next);
        }
    }

    /** How far the state is. */
    public Progress progress() {
        return progress;
    }

    @Override
    public void start() {
        running = true;
        reader.start();
    }

    @Override
    public void stop() {
        running = false;
        reader.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
