package dev.orgledger.query.audit;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import com.mongodb.client.MongoCursor;

import dev.orgledger.shared.audit.SealedLines;

/**
 * One export while it is written: from a place in the log to the head that it had at the start, a stretch of versions at a
 * time, with the refusals where they happened. While one stretch is written the next is read, and none beyond: it goes no
 * faster than its reader.
 */
final class AuditExport {

    private static final int STRETCH = 1_000;
    private static final char BETWEEN = '~';

    /** What becomes of the entries. */
    interface Sink {

        /** A whole entry, of that place. */
        void entry(Map<String, Object> entry, String place) throws IOException;

        /** An entry that was not asked for, of which its hash remains. */
        void leftOut(Map<String, Object> hashes, String place) throws IOException;
    }

    private final AuditLog log;
    private final AuditEntries entries;
    private final AuditLog.Head head;
    private final Predicate<Document> wanted;
    private final long first;

    /**
     * @param wanted which entries are written whole
     * @param first the version to begin with; whatever is older is no part of the export
     */
    AuditExport(AuditLog log, AuditEntries entries, AuditLog.Head head, Predicate<Document> wanted, long first) {
        this.first = first;
        this.log = log;
        this.entries = entries;
        this.head = head;
        this.wanted = wanted;
    }

    /**
     * Everything behind that place.
     *
     * @param place as {@link SealedLines} has it; empty for the beginning
     */
    void behind(String place, Sink sink) throws IOException {
        int between = place.indexOf(BETWEEN);
        long version = place.isEmpty()
                ? first - 1
                : Long.parseLong(between < 0 ? place : place.substring(0, between));
        String last = AuditPlace.of(head.orgId(), version) + (between < 0 ? "" : "/" + place.substring(between + 1));
        try (MongoCursor<Document> cursor = log.refusals(head.orgId())) {
            Refusals refusals = new Refusals(cursor, last, place.isEmpty());
            refusals.until(version, sink);
            stretches(version + 1, refusals, sink);
        }
    }

    /** Documents of one stretch, and the entries of those that are wanted. */
    private record Stretch(List<Document> documents, Iterator<Map<String, Object>> entries) {}

    private void stretches(long first, Refusals refusals, Sink sink) throws IOException {
        try (ExecutorService reading = Executors.newSingleThreadExecutor()) {
            Future<Stretch> next = reading.submit(() -> read(first));
            for (long from = first; from <= head.count(); from += STRETCH) {
                Stretch present = result(next);
                long following = from + STRETCH;
                next = reading.submit(() -> read(following));
                write(present, refusals, sink);
            }
        }
    }

    private Stretch read(long from) {
        List<Document> documents = log.stretch(head.orgId(), from, Math.min(from + STRETCH - 1, head.count()));
        return new Stretch(documents, entries.provable(documents.stream().filter(wanted).toList()));
    }

    private static Stretch result(Future<Stretch> read) {
        try {
            return read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void write(Stretch stretch, Refusals refusals, Sink sink) throws IOException {
        for (Document document : stretch.documents()) {
            long version = document.getLong("version");
            if (wanted.test(document)) {
                sink.entry(stretch.entries().next(), Long.toString(version));
            } else {
                sink.leftOut(hashes(document), Long.toString(version));
            }
            refusals.until(version, sink);
        }
    }

    private static Map<String, Object> hashes(Document document) {
        Map<String, Object> hashes = new LinkedHashMap<>();
        hashes.put("version", document.getLong("version"));
        hashes.put("hash", document.getString("hash"));
        hashes.put("previous_hash", document.getString("previous_hash"));
        return hashes;
    }

    /** The refusals, of which the next is always at hand. */
    private final class Refusals {

        private final MongoCursor<Document> cursor;
        private @Nullable Document next;

        private Refusals(MongoCursor<Document> cursor, String behind, boolean all) {
            this.cursor = cursor;
            do {
                advance();
            } while (!all && next != null && next.getString("_id").compareTo(behind) <= 0);
        }

        private void advance() {
            next = cursor.hasNext() ? cursor.next() : null;
        }

        /** Those that happened before the next version. */
        void until(long version, Sink sink) throws IOException {
            while (next != null && versionOf(next) <= version) {
                if (wanted.test(next)) {
                    String id = next.getString("_id");
                    sink.entry(entries.of(List.of(next)).getFirst(),
                            versionOf(next) + "" + BETWEEN + id.substring(id.lastIndexOf('/') + 1));
                }
                advance();
            }
        }

        private static long versionOf(Document refusal) {
            String id = refusal.getString("_id");
            int end = id.lastIndexOf('/');
            return Long.parseLong(id.substring(id.lastIndexOf('/', end - 1) + 1, end));
        }
    }
}
