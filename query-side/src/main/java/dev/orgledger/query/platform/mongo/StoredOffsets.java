package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;

import dev.orgledger.query.platform.kafka.SharedReader.Stored;
import dev.orgledger.query.platform.kafka.TopicReader.StartOver;

/**
 * The offsets of the projections, kept in the store that they write to and written after the documents they cover: a
 * store that is emptied loses the offsets with it and is filled again. They only grow, so replicas may share a store.
 */
final class StoredOffsets {

    private static final String ID = "projection";
    /** Raised whenever documents get another shape: those of another number are dropped and made again. */
    static final int SCHEMA = 4;

    private final MongoDatabase database;
    /** Tells one life of the store's content from the next: the one that this replica is on. */
    private volatile String epoch = "";

    StoredOffsets(MongoDatabase database) {
        this.database = database;
    }

    /** Tells the present life of the store's content from those before it; from now on this replica is on that one. */
    String life() {
        dropOtherSchemas();
        epoch = document().getString("epoch");
        return epoch;
    }

    /**
     * What was stored last of these partitions; nothing of them for a new store.
     *
     * @param ends where they end: when one is shorter than what was read of it, the topics were made anew, and all is read again
     * @throws StartOver when it is, or the store's content is not what it was
     */
    Map<TopicPartition, Long> load(Map<TopicPartition, Long> ends) {
        Stored stored = stored();
        if (!stored.life().equals(epoch)) {
            throw emptied();
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(stored.offsets());
        offsets.keySet().retainAll(ends.keySet());
        if (ends.entrySet().stream().anyMatch(end -> offsets.getOrDefault(end.getKey(), 0L) > end.getValue())) {
            // Of this life alone: another replica may have begun the next one already.
            collection().deleteOne(new Document("_id", ID).append("epoch", epoch));
            throw new StartOver("the topics were made anew");
        }
        return offsets;
    }

    /** What all replicas together have stored by now. */
    Stored stored() {
        Document stored = collection().find(eq("_id", ID)).first();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (stored == null) {
            return new Stored("", offsets);
        }
        stored.forEach((field, value) -> {
            int slash = field.lastIndexOf('/');
            if (slash > 0 && value instanceof Long offset) {
                offsets.put(new TopicPartition(field.substring(0, slash).replace('_', '.'),
                        Integer.parseInt(field.substring(slash + 1))), offset);
            }
        });
        return new Stored(stored.getString("epoch"), offsets);
    }

    /** The offsets last: should this break off, it is done again. */
    private void dropOtherSchemas() {
        Document stored = collection().find(eq("_id", ID)).first();
        if (stored != null && stored.getInteger("schema", 1) != SCHEMA) {
            Collections.madeFromKafka().forEach(name -> database.getCollection(name).drop());
            collection().deleteOne(eq("_id", ID));
        }
    }

    private Document document() {
        Document stored = collection().findOneAndUpdate(eq("_id", ID),
                new Document("$setOnInsert",
                        new Document("epoch", UUID.randomUUID().toString()).append("schema", SCHEMA)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (stored == null) {
            throw new IllegalStateException("an upsert returned nothing");
        }
        return stored;
    }

    /**
     * Stores these.
     *
     * @throws StartOver when the store's content is not what it was
     */
    void save(Map<TopicPartition, Long> offsets) {
        Document max = new Document("checks", 0L);
        offsets.forEach((partition, offset) -> max.append(field(partition), offset));
        if (collection().updateOne(new Document("_id", ID).append("epoch", epoch), new Document("$max", max))
                .getMatchedCount() == 0) {
            throw emptied();
        }
    }

    private static StartOver emptied() {
        return new StartOver("the document store was emptied");
    }

    /** What it confirms outlives the store's process, and so do the documents that were written before. */
    private MongoCollection<Document> collection() {
        return database.getCollection(Collections.OFFSETS).withWriteConcern(WriteConcern.JOURNALED);
    }

    private static String field(TopicPartition partition) {
        return partition.topic().replace('.', '_') + "/" + partition.partition();
    }
}
