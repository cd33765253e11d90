package dev.orgledger.query.platform.rebuild;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Bulk;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Rebuilding;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.Topics;

/** Projects records to the documents that are made; one thread. */
final class Lane {

    private final List<Projection> projections;
    private final Store store;
    private final Bulk bulk;
    private final RebuildProgress progress;

    Lane(Rebuilding rebuilding, List<Projection> all, RebuildProgress progress) {
        this.store = rebuilding.store();
        this.bulk = rebuilding.bulk();
        this.progress = progress;
        this.projections = all.stream()
                .filter(projection -> projection.collections().stream().anyMatch(rebuilding.collections()::contains))
                .map(projection -> projection.beside(store)).toList();
    }

    /** Takes in what nobody else has written anything about, but what this lane itself has. */
    void build(Iterable<ConsumerRecord<String, byte[]>> records) {
        project(records, bulk.writes());
        bulk.sendBatch();
    }

    /** Nothing more comes of what was built so far. */
    void built() {
        bulk.sendAll();
    }

    /** Takes in what comes behind everything that was built. */
    void follow(Iterable<ConsumerRecord<String, byte[]>> records) {
        Writes writes = new Writes();
        project(records, writes);
        store.send(writes);
    }

    private void project(Iterable<ConsumerRecord<String, byte[]>> records, Writes writes) {
        List<Incoming> understood = new ArrayList<>();
        long events = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            understood.add(Incoming.of(record));
            events += record.topic().equals(Topics.EVENTS) ? 1 : 0;
        }
        projections.forEach(projection -> projection.begin(understood));
        for (Incoming incoming : understood) {
            for (Projection projection : projections) {
                projection.apply(incoming, writes);
            }
        }
        progress.taken(events);
    }
}
