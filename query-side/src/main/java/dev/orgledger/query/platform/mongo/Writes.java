package dev.orgledger.query.platform.mongo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.WriteModel;

/**
 * What one batch of records changes, folded to one write per document and sent as one bulk per collection. Every
 * document carries the position of the newest event in it ({@link #POSITION}), and a write that is not newer does
 * nothing, so that repeats and replays are harmless.
 *
 * <p>
 * Note: the guard is "as it was when I looked" ({@code _id} and position equal), decided inside the database, and not
 * "older than mine", because the embedded server finds a document fast only by fields that are equal and all in one
 * index. Whoever loses against another replica looks again.
 */
public final class Writes {

    /** Field with the global position that a document is of. */
    public static final String POSITION = "p";

    /** Threads of the platform: virtual ones wait for each other's turns on a machine with few processors. */
    private static final ExecutorService SENDING = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("documents-", 0).factory());
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final Map<String, Map<String, Write>> collections = new LinkedHashMap<>();

    /** Sets these fields of that document, which comes into being if it is not there. */
    public void set(String collection, String id, long position, Document fields) {
        Map<String, Write> writes = of(collection);
        Write before = writes.get(id);
        if (before == null || before.position() < position) {
            Document merged = new Document();
            if (before instanceof Write.Set earlier) {
                merged.putAll(earlier.fields());
            }
            merged.putAll(fields);
            writes.put(id, new Write.Set(id, position, merged));
        }
    }

    /** Stores a document that never changes, unless it is there. */
    public void once(String collection, String id, long position, Document fields) {
        of(collection).put(id, new Write.Once(id, position, fields));
    }

    /** Replaces one part of a document, which has a position of its own; the part's name has no dots. */
    public void part(String collection, String id, String part, long position, Document fields) {
        Write.Parts only = Write.Parts.of(id, part, position, fields);
        of(collection).merge(id + "\n", only, (before, now) -> before instanceof Write.Parts parts
                ? parts.and(only)
                : now);
    }

    /** Removes that document, unless it is newer. */
    public void delete(String collection, String id, long position) {
        of(collection).merge(id, new Write.Delete(id, position),
                (before, now) -> before.position() > now.position() ? before : now);
    }

    private Map<String, Write> of(String collection) {
        return collections.computeIfAbsent(collection, name -> new LinkedHashMap<>());
    }

    /**
     * Sends them all, to each collection beside the others: readers wait for the slowest. After an exception some may be
     * stored; sending them again is harmless.
     */
    void sendTo(MongoDatabase database, Generation generation) {
        List<Future<?>> sent = new ArrayList<>();
        collections.forEach((name, writes) -> sent.add(SENDING.submit(() -> settle(
                database.getCollection(generation.name(name)), List.copyOf(writes.values())))));
        sent.forEach(Writes::await);
    }

    /** Sends those to that collection, which hardly has any of them, and forgets them; what is there is found out. */
    void sendNew(MongoDatabase database, Generation generation, String collection, boolean lookFirst) {
        Map<String, Write> writes = collections.remove(collection);
        if (writes != null) {
            List<Write> all = List.copyOf(writes.values());
            settle(database.getCollection(generation.name(collection)), all, lookFirst ? all : List.of());
        }
    }

    /** How many documents of that collection are to be written. */
    int count(String collection) {
        Map<String, Write> writes = collections.get(collection);
        return writes == null ? 0 : writes.size();
    }

    /** The collections that something is to be written to. */
    Set<String> names() {
        return Set.copyOf(collections.keySet());
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new MongoInterruptedException("interrupted while documents were written", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static void settle(MongoCollection<Document> collection, List<Write> writes) {
        settle(collection, writes, writes.stream().filter(write -> !write.mostlyNew()).toList());
    }

    private static void settle(MongoCollection<Document> collection, List<Write> writes, List<Write> first) {
        List<Write> lookedFor = first;
        while (!send(collection, writes, lookedFor)) {
            lookedFor = writes;
        }
    }

    /** {@code false} when a document is not what it was taken for: not looked for and there, or changed since. */
    private static boolean send(MongoCollection<Document> collection, List<Write> writes, List<Write> lookedFor) {
        Map<String, Document> stored = lookedFor.isEmpty() ? Map.of() : stored(collection, lookedFor);
        List<WriteModel<Document>> models = new ArrayList<>(writes.size());
        for (Write write : writes) {
            WriteModel<Document> model = write.against(stored.get(write.id()));
            if (model != null) {
                models.add(model);
            }
        }
        if (models.isEmpty()) {
            return true;
        }
        try {
            var done = collection.bulkWrite(models, UNORDERED);
            return done.getInsertedCount() + done.getMatchedCount() + done.getDeletedCount() == models.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() == null && e.getWriteErrors().stream()
                    .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                return false;
            }
            throw e;
        }
    }

    private static Map<String, Document> stored(MongoCollection<Document> collection, List<Write> writes) {
        boolean parts = writes.stream().anyMatch(Write.Parts.class::isInstance);
        Map<String, Document> stored = new HashMap<>();
        collection.find(Filters.in("_id", writes.stream().map(Write::id).distinct().toList()))
                .projection(parts ? null : new Document(POSITION, 1))
                .forEach(document -> stored.put(document.getString("_id"), document));
        return stored;
    }

    static long positionOf(@Nullable Document document) {
        Long position = document == null ? null : document.getLong(POSITION);
        return position == null ? 0 : position;
    }
}
