package dev.orgledger.query.platform.kafka;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.orgledger.shared.envelope.Topics;

/**
 * When each API key was last used, in memory, read from the beginning of its topic at each start. It has a reader of its
 * own: nothing that decides waits for it.
 */
@Component
public class KeyUsage extends TopicReader {

    private static final List<String> TOPICS = List.of(Topics.USAGE);

    private final Map<String, Instant> lastUses;

    @Autowired
    KeyUsage(Supplier<Consumer<String, byte[]>> consumers, Clock clock) {
        this(consumers, clock, new ConcurrentHashMap<>());
    }

    private KeyUsage(Supplier<Consumer<String, byte[]>> consumers, Clock clock, Map<String, Instant> lastUses) {
        super("usage", TOPICS, consumers, new Latest(lastUses, new HashMap<>()), clock);
        this.lastUses = lastUses;
    }

    /** The latest counts, as several processes tell of the same key. */
    private record Latest(Map<String, Instant> lastUses,
            Map<TopicPartition, Long> offsets) implements Sink {

        @Override
        public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
            // An offset beyond the end is of a topic that is no more; to read one twice does no harm.
            offsets.entrySet().removeIf(known -> known.getValue() > ends.getOrDefault(known.getKey(), 0L));
            return Map.copyOf(offsets);
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            for (Incoming incoming : records) {
                if (incoming instanceof Incoming.Use use) {
                    if (use.value() == null) {
                        lastUses.remove(use.keyId());
                    } else {
                        lastUses.merge(use.keyId(), use.value().at(), (a, b) -> a.isAfter(b) ? a : b);
                    }
                }
            }
            offsets.putAll(next);
        }
    }

    /** When that key was last used, as far as it has been told; empty for one that never was. */
    public Optional<Instant> lastUseOf(String keyId) {
        return Optional.ofNullable(lastUses.get(keyId));
    }
}
