package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;

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
    /** Tells one life of the store's content from the next. */
    private String epoch = "";

    StoredOffsets(MongoDatabase database) {
        this.database = database;
    }

    /**
     * What was stored last; nothing for a new store.
     *
     * @param ends where the partitions end: when one is shorter than what was read of it, the topics were made anew,
     *            and all is read again
     */
    Map<TopicPartition, Long> load(Map<TopicPartition, Long> ends) {
        dropOtherSchemas();
        Map<TopicPartition, Long> offsets = read(ends);
        boolean shortened = ends.entrySet().stream()
                .anyMatch(end -> offsets.getOrDefault(end.getKey(), 0L) > end.getValue());
        if (!shortened) {
            return offsets;
        }
        collection().deleteOne(eq("_id", ID));
        return read(ends);
    }

    /** The offsets last: should this break off, it is done again. */
    private void dropOtherSchemas() {
        Document stored = collection().find(eq("_id", ID)).first();
        if (stored != null && stored.getInteger("schema", 1) != SCHEMA) {
            Collections.madeFromKafka().forEach(name -> database.getCollection(name).drop());
            collection().deleteOne(eq("_id", ID));
        }
    }

    private Map<TopicPartition, Long> read(Map<TopicPartition, Long> ends) {
        Document stored = collection().findOneAndUpdate(eq("_id", ID),
                new Document("$setOnInsert",
                        new Document("epoch", UUID.randomUUID().toString()).append("schema", SCHEMA)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (stored == null) {
            throw new IllegalStateException("an upsert returned nothing");
        }
        epoch = stored.getString("epoch");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : ends.keySet()) {
            Long offset = stored.getLong(field(partition));
            if (offset != null) {
                offsets.put(partition, offset);
            }
        }
        return offsets;
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
            throw new StartOver("the document store was emptied");
        }
    }

    private MongoCollection<Document> collection() {
        return database.getCollection(Collections.OFFSETS);
    }

    private static String field(TopicPartition partition) {
        return partition.topic().replace('.', '_') + "/" + partition.partition();
    }
}
