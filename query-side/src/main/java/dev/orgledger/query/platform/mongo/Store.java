package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;

/** Reads documents of the current generation: by id, or in one of the {@link Shape}s. */
@Component
public class Store {

    /** Up to here a count is exact. */
    public static final int COUNTED = 10_000;

    private final MongoDatabase database;
    private final Supplier<Generation> generations;

    @Autowired
    Store(MongoDatabase database, Generations generations) {
        this(database, (Supplier<Generation>) generations);
    }

    Store(MongoDatabase database, Supplier<Generation> generations) {
        this.database = database;
        this.generations = generations;
    }

    /** Sends these to the documents that are read here. */
    public void send(Writes writes) {
        writes.sendTo(database, generations.get());
    }

    private MongoCollection<Document> collection(String name) {
        return database.getCollection(generations.get().name(name));
    }

    /** The document of that id. */
    public Optional<Document> byId(String collection, String id) {
        return Optional.ofNullable(collection(collection).find(eq("_id", id)).first());
    }

    /** Those of these ids that are there. */
    public Map<String, Document> byIds(String collection, Collection<String> ids) {
        Map<String, Document> found = new HashMap<>();
        if (!ids.isEmpty()) {
            // All in one answer, not a hundred and then the rest.
            collection(collection).find(in("_id", ids)).batchSize(ids.size())
                    .forEach(document -> found.put(document.getString("_id"), document));
        }
        return found;
    }

    /** The same, of each no more than these fields. */
    public Map<String, Document> byIds(String collection, Collection<String> ids, List<String> fields) {
        Map<String, Document> found = new HashMap<>();
        if (!ids.isEmpty()) {
            collection(collection).find(in("_id", ids)).projection(Projections.include(fields))
                    .batchSize(ids.size())
                    .forEach(document -> found.put(document.getString("_id"), document));
        }
        return found;
    }

    /**
     * The whole answer to that filter, which must be of that shape, in the opposite order; as many at a time as the caller
     * takes.
     */
    public MongoCursor<Document> backwards(Shape shape, Bson filter) {
        return collection(shape.collection()).find(filter).sort(shape.oppositeSort()).iterator();
    }

    /** A stretch of the answer to that filter, which must be of that shape. */
    public List<Document> find(Shape shape, Bson filter, int skip, int limit) {
        return collection(shape.collection()).find(filter).sort(shape.sort()).skip(skip).limit(limit)
                .into(new ArrayList<>());
    }

    /** How many the filter finds: exact up to {@link #COUNTED}, one more beyond. */
    public long count(Shape shape, Bson filter) {
        return collection(shape.collection()).countDocuments(filter,
                new CountOptions().limit(COUNTED + 1));
    }
}
