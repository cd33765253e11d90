package dev.orgledger.query.platform.mongo;

import com.mongodb.client.MongoDatabase;

/** What a query side leaves in a store before it has projected anything. In this package, because nobody else may write that. */
public final class EmptyDocuments {

    private EmptyDocuments() {
    }

    /** Begins the life of that store's content. */
    public static void begin(MongoDatabase database) {
        new StoredOffsets(database, new Generations(database)).life();
    }
}
