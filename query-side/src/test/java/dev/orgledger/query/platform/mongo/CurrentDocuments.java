package dev.orgledger.query.platform.mongo;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.bson.Document;

import com.mongodb.client.MongoDatabase;

/** All that can be read, for comparisons. */
public final class CurrentDocuments {

    private CurrentDocuments() {
    }

    /** The documents of these collections, by name and id; of whichever collections stand for them now. */
    public static Map<String, Map<String, Document>> of(MongoDatabase database, Collection<String> names) {
        Generation current = current(database);
        Map<String, Map<String, Document>> all = new TreeMap<>();
        for (String name : names) {
            Map<String, Document> documents = new TreeMap<>();
            database.getCollection(current.name(name)).find()
                    .forEach(document -> documents.put(document.getString("_id"), document));
            all.put(name, documents);
        }
        return all;
    }

    /** What stands for that name now. */
    public static String name(MongoDatabase database, String name) {
        return current(database).name(name);
    }

    private static Generation current(MongoDatabase database) {
        Document stored = StoredOffsets.document(database);
        return stored == null ? Generation.FIRST : Generation.of(stored);
    }
}
