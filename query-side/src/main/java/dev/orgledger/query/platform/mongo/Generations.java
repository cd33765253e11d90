package dev.orgledger.query.platform.mongo;

import java.time.Duration;
import java.util.function.Supplier;

import org.bson.Document;
import org.springframework.stereotype.Component;

import com.mongodb.client.MongoDatabase;

/**
 * The current {@link Generation}, as this replica knows it. It stands in the same document as the offsets: whoever sees how far
 * the documents are sees which documents those are. Looked at again before it is older than a rebuild leaves the former ones.
 */
@Component
public class Generations implements Supplier<Generation> {

    /** Much less than {@link Rebuilding#GRACE}. */
    private static final long MOST_AGE = Duration.ofSeconds(2).toNanos();

    private record Seen(Generation generation, long at) {}

    private final MongoDatabase database;
    private volatile Seen seen = new Seen(Generation.FIRST, System.nanoTime() - 2 * MOST_AGE);

    Generations(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public Generation get() {
        Seen last = seen;
        if (System.nanoTime() - last.at() < MOST_AGE) {
            return last.generation();
        }
        long now = System.nanoTime();
        Document stored = StoredOffsets.document(database);
        return stored == null ? last.generation() : adopt(stored, now);
    }

    /** Takes over what that document says, which was read at that time. */
    Generation adopt(Document stored, long at) {
        Generation told = Generation.of(stored);
        synchronized (this) {
            if (at - seen.at() >= 0) {
                seen = new Seen(told, at);
            }
        }
        return told;
    }
}
