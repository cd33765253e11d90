package dev.orgledger.query.platform.mongo;

import com.mongodb.client.MongoDatabase;

/** Creates the index of every {@link Shape}; one that is there already stays as it is. */
final class Indexes {

    private Indexes() {
    }

    static void create(MongoDatabase database) {
        for (Shape shape : Shape.values()) {
            database.getCollection(shape.collection()).createIndex(shape.index());
        }
    }
}
