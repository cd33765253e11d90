package dev.orgledger.query.platform.mongo;

import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import com.mongodb.client.MongoClient;

/** Asks with {@code ping}: Spring's own indicator asks with {@code hello}, which the embedded store does not know. */
final class DocumentStoreHealth extends AbstractHealthIndicator {

    private final MongoClient client;

    DocumentStoreHealth(MongoClient client) {
        super("The document store does not answer");
        this.client = client;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        client.getDatabase("admin").runCommand(new Document("ping", 1));
        builder.up();
    }
}
