package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

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

    static final String ID = "projection";
    /** Raised whenever documents get another shape: those of another number are dropped and made again. */
    private static final int SCHEMA = 4;

    private final MongoDatabase database;
    private final Generations generations;
    /** Tells one life of the store's content from the next: the one that this replica is on. */
    private volatile String epoch = "";

    StoredOffsets(MongoDatabase database, Generations generations) {
        this.database = database;
        this.generations = generations;
    }

    /** Everything that is stored here; null where nothing is. */
    static @Nullable Document document(MongoDatabase database) {
        return collection(database).find(eq("_id", ID)).first();
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
        Document before = document(database);
        Stored stored = stored(before);
        if (!stored.life().equals(epoch)) {
            throw emptied();
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(stored.offsets());
        offsets.keySet().retainAll(ends.keySet());
        if (ends.entrySet().stream().anyMatch(end -> offsets.getOrDefault(end.getKey(), 0L) > end.getValue())) {
            // Of this life alone: another replica may have begun the next one already. Which documents are current stays.
            Document next = fresh();
            List.of(Generation.NUMBERS, Generation.SWITCHED, Rebuilding.COUNTED).forEach(kept -> {
                if (before != null && before.get(kept) != null) {
                    next.append(kept, before.get(kept));
                }
            });
            collection().replaceOne(new Document("_id", ID).append("epoch", epoch), next);
            throw new StartOver("the topics were made anew");
        }
        return offsets;
    }

    /** What all replicas together have stored by now. */
    Stored stored() {
        long now = System.nanoTime();
        Document stored = document(database);
        if (stored != null) {
            // Before anybody takes these offsets for what can be read.
            generations.adopt(stored, now);
        }
        return stored(stored);
    }

    static Stored stored(@Nullable Document stored) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        // Of another schema there is nothing that could be read: somebody is about to drop it.
        if (stored == null || isOfAnotherSchema(stored)) {
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
        Document stored = document(database);
        if (stored != null && isOfAnotherSchema(stored)) {
            List<String> names = new ArrayList<>(Collections.madeFromKafka());
            names.addAll(Rebuilding.madeByRebuilds(database));
            names.forEach(name -> database.getCollection(name).drop());
            collection().deleteOne(eq("_id", ID));
        }
    }

    static boolean isOfAnotherSchema(Document stored) {
        return stored.getInteger("schema", 1) != SCHEMA;
    }

    private Document document() {
        Document stored = collection().findOneAndUpdate(eq("_id", ID),
                new Document("$setOnInsert", fresh()),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (stored == null) {
            throw new IllegalStateException("an upsert returned nothing");
        }
        return stored;
    }

    private static Document fresh() {
        return new Document("epoch", UUID.randomUUID().toString()).append("schema", SCHEMA);
    }

    /**
     * Stores these, unless other documents became the current ones since those of that generation were written.
     *
     * @return whether they are stored; where not, what they cover is to be written once more
     * @throws StartOver when the store's content is not what it was
     */
    boolean save(Map<TopicPartition, Long> offsets, Generation written) {
        Document max = new Document("checks", 0L);
        offsets.forEach((partition, offset) -> max.append(field(partition), offset));
        Document same = new Document("_id", ID).append("epoch", epoch).append(Generation.SWITCHED,
                written.switched() == 0 ? null : written.switched());
        if (collection().updateOne(same, new Document("$max", max)).getMatchedCount() > 0) {
            return true;
        }
        if (!stored().life().equals(epoch)) {
            throw emptied();
        }
        return false;
    }

    private static StartOver emptied() {
        return new StartOver("the document store was emptied");
    }

    /** What it confirms outlives the store's process, and so do the documents that were written before. */
    private MongoCollection<Document> collection() {
        return collection(database);
    }

    static MongoCollection<Document> collection(MongoDatabase database) {
        return database.getCollection(Collections.OFFSETS).withWriteConcern(WriteConcern.JOURNALED);
    }

    static String field(TopicPartition partition) {
        return partition.topic().replace('.', '_') + "/" + partition.partition();
    }
}
