package dev.orgledger.query.platform.mongo;

import java.util.HashSet;
import java.util.Set;

import com.mongodb.client.MongoDatabase;

/**
 * Writes to collections that one process alone makes from the beginning. What hardly ever changes is sent with each batch; what
 * changes again and again is kept in memory and sent once, as new, so that hardly anything is looked for or written twice.
 */
public final class Bulk {

    private static final Set<String> HARDLY_CHANGED = Set.of(Collections.AUDIT, Collections.EVENT_DETAILS,
            Collections.INVITATION_TOKENS);
    /** Documents of one collection that are kept in memory at most. */
    private static final int KEPT = 10_000;

    private final MongoDatabase database;
    private final Generation target;
    private final Writes writes = new Writes();
    private final Set<String> sentBefore = new HashSet<>();

    Bulk(MongoDatabase database, Generation target) {
        this.database = database;
        this.target = target;
    }

    /** What is to be written; goes on to be used after a batch was sent. */
    public Writes writes() {
        return writes;
    }

    /** To be called behind each batch. */
    public void sendBatch() {
        for (String collection : writes.names()) {
            if (HARDLY_CHANGED.contains(collection)) {
                writes.sendNew(database, target, collection, false);
            } else if (writes.count(collection) > KEPT) {
                send(collection);
            }
        }
    }

    /** To be called when nothing more comes of what was changed so far. */
    public void sendAll() {
        writes.names().forEach(this::send);
        sentBefore.clear();
    }

    private void send(String collection) {
        writes.sendNew(database, target, collection, !sentBefore.add(collection));
    }
}
