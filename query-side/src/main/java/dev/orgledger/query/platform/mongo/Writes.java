package dev.orgledger.query.platform.mongo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bson.Document;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;

/**
 * What one batch of records changes, folded to one write per document and sent as one bulk per collection. Every
 * document carries the position of the newest event in it ({@link #POSITION}); a write that is not newer does nothing,
 * inside the database, so that repeats and replays are harmless and replicas may share one store.
 */
public final class Writes {

    /** Field with the global position that a document is of. */
    public static final String POSITION = "p";

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private sealed interface Pending {
        long position();

        record Set(long position, Document fields) implements Pending {}

        record Once(long position, Document fields) implements Pending {}

        record Part(long position, String name, Document fields) implements Pending {}

        record Delete(long position) implements Pending {}
    }

    private final Map<String, Map<String, Pending>> collections = new LinkedHashMap<>();

    /** Sets these fields of that document, which comes into being if it is not there. */
    public void set(String collection, String id, long position, Document fields) {
        Map<String, Pending> pending = of(collection);
        Pending before = pending.get(id);
        if (before == null || before.position() < position) {
            Document merged = new Document();
            if (before instanceof Pending.Set(long ignored, Document earlier)) {
                merged.putAll(earlier);
            }
            merged.putAll(fields);
            pending.put(id, new Pending.Set(position, merged));
        }
    }

    /** Stores a document that never changes, unless it is there. */
    public void once(String collection, String id, long position, Document fields) {
        of(collection).put(id, new Pending.Once(position, fields));
    }

    /** Replaces one part of a document, which has a position of its own; the part's name has no dots. */
    public void part(String collection, String id, String part, long position, Document fields) {
        of(collection).merge(id + "\n" + part, new Pending.Part(position, part, fields),
                (before, now) -> before.position() >= now.position() ? before : now);
    }

    /** Removes that document, unless it is newer. */
    public void delete(String collection, String id, long position) {
        of(collection).merge(id, new Pending.Delete(position),
                (before, now) -> before.position() > now.position() ? before : now);
    }

    private Map<String, Pending> of(String collection) {
        return collections.computeIfAbsent(collection, name -> new LinkedHashMap<>());
    }

    /** Sends them all. After an exception some may be stored; sending them again is harmless. */
    public void sendTo(MongoDatabase database) {
        collections.forEach((collection, pending) -> {
            List<WriteModel<Document>> models = new ArrayList<>(pending.size());
            pending.forEach((id, write) -> models.add(model(id, write)));
            try {
                database.getCollection(collection).bulkWrite(models, UNORDERED);
            } catch (MongoBulkWriteException e) {
                if (!onlyGuarded(e)) {
                    throw e;
                }
            }
        });
    }

    private static WriteModel<Document> model(String id, Pending write) {
        return switch (write) {
            case Pending.Set(long position, Document fields) -> new UpdateOneModel<>(
                    guarded(id, POSITION, new Document("$lt", position)),
                    new Document("$set", new Document(fields).append(POSITION, position)), UPSERT);
            case Pending.Once(long position, Document fields) -> new UpdateOneModel<>(new Document("_id", id),
                    new Document("$setOnInsert", new Document(fields).append(POSITION, position)), UPSERT);
            case Pending.Part(long position, String part, Document fields) -> new UpdateOneModel<>(
                    guarded(id.substring(0, id.indexOf('\n')), part + "." + POSITION,
                            new Document("$not", new Document("$gte", position))),
                    new Document("$set", new Document(part, new Document(fields).append(POSITION, position))), UPSERT);
            case Pending.Delete(long position) -> new DeleteOneModel<>(
                    guarded(id, POSITION, new Document("$lte", position)));
        };
    }

    /** Flat, without an "and" around it, because not every server finds the id inside one. */
    private static Document guarded(String id, String field, Document condition) {
        return new Document("_id", id).append(field, condition);
    }

    /** An upsert whose guard says no tries to insert and finds the id taken: that is the guard at work. */
    private static boolean onlyGuarded(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null && e.getWriteErrors().stream()
                .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
