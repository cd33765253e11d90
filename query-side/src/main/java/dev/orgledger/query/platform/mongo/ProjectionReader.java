package dev.orgledger.query.platform.mongo;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.kafka.SharedReader;
import dev.orgledger.shared.envelope.Topics;

/**
 * Feeds the projections: one bulk write per collection and one of the offsets per batch of records. The replicas on one store
 * share the partitions out among themselves.
 */
@Component
public class ProjectionReader extends SharedReader {

    /** No watermark names the last two, so no read waits for them. */
    private static final List<String> TOPICS = List.of(Topics.EVENTS, Topics.PERSONS, Topics.INTERNAL,
            Topics.SECURITY, Topics.DENIALS);

    ProjectionReader(SharedReader.Consumers consumers, MongoDatabase database,
            List<Projection> projections, Clock clock) {
        super("projection", TOPICS, consumers, new Documents(database, projections), clock);
    }

    private record Documents(MongoDatabase database, StoredOffsets offsets,
            List<Projection> projections) implements Shared {

        Documents(MongoDatabase database, List<Projection> projections) {
            this(database, new StoredOffsets(database), List.copyOf(projections));
        }

        @Override
        public String group() {
            return "orgledger-projection-" + offsets.life();
        }

        @Override
        public Stored stored() {
            return offsets.stored();
        }

        @Override
        public Map<TopicPartition, Long> startFrom(Map<TopicPartition, Long> ends) {
            Map<TopicPartition, Long> starts = offsets.load(ends);
            Indexes.create(database);
            return starts;
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            Writes writes = new Writes();
            begin(records);
            for (Incoming incoming : records) {
                for (Projection projection : projections) {
                    projection.apply(incoming, writes);
                }
            }
            writes.sendTo(database);
            offsets.save(next);
        }

        /** What a projection misses among the documents may be missing because all of them are gone. */
        private void begin(List<Incoming> records) {
            try {
                projections.forEach(projection -> projection.begin(records));
            } catch (IllegalStateException missing) {
                offsets.save(Map.of());
                throw missing;
            }
        }
    }
}
