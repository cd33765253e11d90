package dev.orgledger.query.platform.mongo;

import java.util.Collection;
import java.util.List;

import org.bson.Document;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;

/**
 * Creates the index of every {@link Shape}, and for what is changed after it was stored the one that the guard of
 * {@link Writes} needs on servers that find nothing by a part of their fields. One that is there already stays as it is.
 */
final class Indexes {

    private static final List<String> CHANGED = List.of(Collections.ORGANIZATIONS, Collections.CONTACTS,
            Collections.PERSONS, Collections.MEMBERS, Collections.INVITATIONS, Collections.INVITATION_NAMES,
            Collections.API_KEYS, Collections.EVENT_DETAILS, Collections.HISTORY, Collections.KEY_HISTORY,
            Collections.EVER_MEMBER);

    private Indexes() {
    }

    /** Those of these collections. */
    static void create(MongoDatabase database, Generation generation, Collection<String> of) {
        for (Shape shape : Shape.values()) {
            if (of.contains(shape.collection())) {
                database.getCollection(generation.name(shape.collection())).createIndex(shape.index());
            }
        }
        for (String collection : CHANGED) {
            if (of.contains(collection)) {
                database.getCollection(generation.name(collection)).createIndex(
                        new Document("_id", 1).append(Writes.POSITION, 1), new IndexOptions().unique(true));
            }
        }
    }
}
