package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;

/**
 * The offsets of the projections, kept in the store that they write to and written after the documents they cover: a
 * store that loses its last second, or everything, loses the offsets with it and is filled again.
 */
public final class StoredOffsets {

    private static final String ID = "projection";

    private final MongoDatabase database;

    public StoredOffsets(MongoDatabase database) {
        this.database = database;
    }

    /** What was stored last; empty for a new store. */
    public Map<TopicPartition, Long> load() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Document stored = database.getCollection(Collections.OFFSETS).find(eq("_id", ID)).first();
        if (stored != null) {
            for (Document one : stored.getList("offsets", Document.class)) {
                offsets.put(new TopicPartition(one.getString("topic"), one.getInteger("partition")),
                        one.getLong("offset"));
            }
        }
        return offsets;
    }

    /** Stores them all. */
    public void save(Map<TopicPartition, Long> offsets) {
        List<Document> list = new ArrayList<>();
        offsets.forEach((partition, offset) -> list.add(new Document("topic", partition.topic())
                .append("partition", partition.partition()).append("offset", offset)));
        database.getCollection(Collections.OFFSETS).replaceOne(eq("_id", ID),
                new Document("_id", ID).append("offsets", list), new ReplaceOptions().upsert(true));
    }
}
