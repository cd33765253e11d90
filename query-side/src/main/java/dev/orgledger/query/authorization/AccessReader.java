package dev.orgledger.query.authorization;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.answer.LastChanges;
import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.kafka.TopicReader;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;

/**
 * Feeds {@link AccessState} and {@link LastChanges}, from the beginning of the topics at each start. All are compacted, so that
 * is the present state and not the history.
 */
@Component
public class AccessReader extends TopicReader {

    private static final List<String> TOPICS = List.of(Topics.STATE, Topics.INTERNAL, Topics.PERSONS);

    AccessReader(Supplier<Consumer<String, byte[]>> consumers, AccessState state, LastChanges changes, Clock clock) {
        super("access", TOPICS, consumers, new Memory(state, changes, new HashMap<>()), clock);
    }

    /** Keeps the offsets beside the state, for the case that the consumer is made anew. */
    private record Memory(AccessState state, LastChanges changes,
            Map<TopicPartition, Long> offsets) implements Sink {

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
            records.forEach(changes::note);
            offsets.putAll(next);
        }

        /** Of the internal topic not what belongs to single events, which is most of it. */
        @Override
        public boolean wants(ConsumerRecord<String, byte[]> record) {
            return !record.topic().equals(Topics.INTERNAL) || !record.key().startsWith(InternalRecord.DETAILS);
        }

        /** It is but memory, and whoever has changed a right waits for it. */
        @Override
        public boolean gathers() {
            return false;
        }
    }
}
