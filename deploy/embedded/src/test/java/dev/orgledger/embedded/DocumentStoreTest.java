package dev.orgledger.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;

class DocumentStoreTest {

    @Test
    void givenAStoreWhenWrittenInBulkThenItAnswersOverItsProtocol() {
        try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> members = client.getDatabase("orgledger").getCollection("members");
            members.bulkWrite(List.of(
                    new UpdateOneModel<>(eq("_id", "a"), set("role", "read"), new UpdateOptions().upsert(true)),
                    new UpdateOneModel<>(eq("_id", "b"), set("role", "admin"), new UpdateOptions().upsert(true))));
            assertThat(members.find(eq("_id", "b")).first()).containsEntry("role", "admin");
            assertThat(URI.create(store.uri()).getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void givenAStoreWhenStartedAgainThenItIsEmpty() {
        for (int run = 0; run < 2; run++) {
            try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
                MongoCollection<Document> members = client.getDatabase("orgledger").getCollection("members");
                assertThat(members.countDocuments()).isZero();
                members.insertOne(new Document("_id", "a"));
            }
        }
    }
}
