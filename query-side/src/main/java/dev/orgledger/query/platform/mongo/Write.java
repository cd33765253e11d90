package dev.orgledger.query.platform.mongo;

import java.util.LinkedHashMap;
import java.util.Map;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;

/** One write to one document. */
sealed interface Write {

    /** The document. */
    String id();

    /** Position of the event that it comes from. */
    long position();

    /** Whether the document is hardly ever there before, so that looking for it first is not worth the time. */
    default boolean mostlyNew() {
        return this instanceof Once || this instanceof Parts;
    }

    /** What to send, given the document as it is stored (null for none); null when there is nothing to do. */
    @Nullable
    WriteModel<Document> against(@Nullable Document stored);

    /** Sets fields. */
    record Set(String id, long position, Document fields) implements Write {
        @Override
        public @Nullable WriteModel<Document> against(@Nullable Document stored) {
            if (stored == null) {
                return insert(id, position, fields);
            }
            return Writes.positionOf(stored) >= position
                    ? null
                    : update(stored, new Document(fields).append(Writes.POSITION, position));
        }
    }

    /** Stores what never changes. */
    record Once(String id, long position, Document fields) implements Write {
        @Override
        public @Nullable WriteModel<Document> against(@Nullable Document stored) {
            // Not copied, unlike those that are merged: the driver writes the id first in any case.
            return stored == null
                    ? new InsertOneModel<>(fields.append("_id", id).append(Writes.POSITION, position))
                    : null;
        }
    }

    /** Replaces parts, each of which carries its own position. */
    record Parts(String id, long position, Map<String, Document> parts) implements Write {

        static Parts of(String id, String part, long position, Document fields) {
            return new Parts(id, position, Map.of(part, new Document(fields).append(Writes.POSITION, position)));
        }

        /** These and those, of the same document. */
        Parts and(Parts more) {
            Map<String, Document> all = new LinkedHashMap<>(parts);
            more.parts.forEach((name, part) -> all.merge(name, part,
                    (before, now) -> Writes.positionOf(before) >= Writes.positionOf(now) ? before : now));
            return new Parts(id, Math.max(position, more.position), all);
        }

        @Override
        public @Nullable WriteModel<Document> against(@Nullable Document stored) {
            if (stored == null) {
                return insert(id, position, new Document(parts));
            }
            Document newer = new Document();
            parts.forEach((name, part) -> {
                if (Writes.positionOf(stored.get(name, Document.class)) < Writes.positionOf(part)) {
                    newer.append(name, part);
                }
            });
            long newest = Math.max(Writes.positionOf(stored), position);
            return newer.isEmpty() ? null : update(stored, newer.append(Writes.POSITION, newest));
        }
    }

    /** Removes the document. */
    record Delete(String id, long position) implements Write {
        @Override
        public @Nullable WriteModel<Document> against(@Nullable Document stored) {
            return stored == null || Writes.positionOf(stored) > position ? null : new DeleteOneModel<>(asIs(stored));
        }
    }

    private static WriteModel<Document> insert(String id, long position, Document fields) {
        Document document = new Document("_id", id);
        document.putAll(fields);
        return new InsertOneModel<>(document.append(Writes.POSITION, position));
    }

    private static WriteModel<Document> update(Document stored, Document fields) {
        return new UpdateOneModel<>(asIs(stored), new Document("$set", fields));
    }

    private static Document asIs(Document stored) {
        return new Document("_id", stored.get("_id")).append(Writes.POSITION, Writes.positionOf(stored));
    }
}
