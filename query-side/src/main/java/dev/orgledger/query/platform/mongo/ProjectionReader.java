package dev.orgledger.query.platform.mongo;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.kafka.SharedReader;
import dev.orgledger.shared.envelope.Topics;

/**
 * Feeds the projections: one bulk write per collection and one of the offsets per batch of records. The replicas on one store
 * share the partitions out among themselves.
 */
@Component
public class ProjectionReader extends SharedReader {

    /** What they are made of. No watermark names the last two, so no read waits for them. */
    public static final List<String> TOPICS = List.of(Topics.EVENTS, Topics.PERSONS, Topics.INTERNAL,
            Topics.SECURITY, Topics.DENIALS);

    ProjectionReader(SharedReader.Consumers consumers, MongoDatabase database,
            Generations generations, List<Projection> projections, Clock clock, Traces traces) {
        super("projection", TOPICS, consumers, new Documents(database, generations, projections, traces), clock);
    }

    private record Documents(MongoDatabase database, Generations generations, StoredOffsets offsets,
            List<Projection> projections, Traces traces) implements Shared {

        Documents(MongoDatabase database, Generations generations, List<Projection> projections, Traces traces) {
            this(database, generations, new StoredOffsets(database, generations), List.copyOf(projections), traces);
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
            Indexes.create(database, generations.get(), Collections.madeFromKafka());
            return starts;
        }

        @Override
        public void accept(List<Incoming> records, Map<TopicPartition, Long> next) {
            List<Traces.Step> steps = traces.active() ? steps(records) : List.of();
            try {
                project(records, next);
            } finally {
                steps.forEach(Traces.Step::close);
            }
        }

        private List<Traces.Step> steps(List<Incoming> records) {
            return records.stream()
                    .filter(record -> record instanceof Incoming.Event event && event.traceparent() != null)
                    .map(record -> traces.beginApart(Topics.EVENTS + " process", Traces.Kind.CONSUMER,
                            ((Incoming.Event) record).traceparent()))
                    .toList();
        }

        private void project(List<Incoming> records, Map<TopicPartition, Long> next) {
            Writes writes = new Writes();
            begin(records);
            for (Incoming incoming : records) {
                for (Projection projection : projections) {
                    projection.apply(incoming, writes);
                }
            }
            Generation written;
            do {
                // Once more where others became the current ones meanwhile: those have it then, too.
                written = generations.get();
                writes.sendTo(database, written);
            } while (!offsets.save(next, written));
        }

        /** What a projection misses among the documents may be missing because all of them are gone. */
        private void begin(List<Incoming> records) {
            try {
                projections.forEach(projection -> projection.begin(records));
            } catch (IllegalStateException missing) {
                offsets.save(Map.of(), generations.get());
                throw missing;
            }
        }
    }
}
