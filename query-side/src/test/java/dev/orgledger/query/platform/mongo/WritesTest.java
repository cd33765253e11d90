package dev.orgledger.query.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.embedded.DocumentStore;

class WritesTest {

    private final DocumentStore server = DocumentStore.start();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("orgledger");

    private Writes writes;

    @BeforeEach
    void fresh() {
        writes = new Writes();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Document only() {
        return database.getCollection("c").find(new Document("_id", "a")).first();
    }

    private void set(long position, String field, Object value) {
        Writes one = new Writes();
        one.set("c", "a", position, new Document(field, value));
        one.sendTo(database, Generation.FIRST);
    }

    @Test
    void givenSeveralWritesToOneDocumentWhenSentThenFoldedToTheNewest() {
        writes.set("c", "a", 1, new Document("name", "one").append("kept", true));
        writes.set("c", "a", 2, new Document("name", "two"));
        writes.set("c", "a", 1, new Document("name", "one again"));
        writes.sendTo(database, Generation.FIRST);

        assertThat(only())
                .isEqualTo(new Document("_id", "a").append("name", "two").append("kept", true).append("p", 2L));
    }

    @Test
    void givenANewerDocumentWhenAnOlderWriteComesThenNothingAndTheRestOfTheBatchIsStored() {
        set(5, "name", "five");
        for (String id : new String[]{"a", "b", "c", "d"}) {
            writes.set("c", id, 4, new Document("name", "four"));
        }
        writes.sendTo(database, Generation.FIRST);

        assertThat(only().getString("name")).isEqualTo("five");
        assertThat(database.getCollection("c").countDocuments()).isEqualTo(4);
        set(5, "name", "repeated");
        assertThat(only().getString("name")).isEqualTo("five");
        set(6, "name", "six");
        assertThat(only().getString("name")).isEqualTo("six");
    }

    @Test
    void givenADocumentThatNeverChangesWhenRepeatedThenAsItWas() {
        writes.once("c", "a", 3, new Document("name", "first"));
        writes.sendTo(database, Generation.FIRST);
        Writes again = new Writes();
        again.once("c", "a", 3, new Document("name", "second"));
        again.sendTo(database, Generation.FIRST);

        assertThat(only().getString("name")).isEqualTo("first");
    }

    @Test
    void givenATombstoneWhenOlderThanTheDocumentThenItStaysAndElseGoes() {
        set(5, "name", "five");
        writes.delete("c", "a", 4);
        writes.sendTo(database, Generation.FIRST);
        assertThat(only()).isNotNull();

        Writes newer = new Writes();
        newer.set("c", "a", 6, new Document("name", "six"));
        newer.delete("c", "a", 7);
        newer.sendTo(database, Generation.FIRST);
        assertThat(only()).isNull();
    }

    @Test
    void givenPartsWhenWrittenThenEachHasItsOwnPosition() {
        writes.part("c", "a", "one", 5, new Document("v", "1"));
        writes.part("c", "a", "two", 5, new Document("v", "2"));
        writes.sendTo(database, Generation.FIRST);
        Writes later = new Writes();
        later.part("c", "a", "one", 9, new Document());
        later.part("c", "a", "two", 4, new Document("v", "older"));
        later.sendTo(database, Generation.FIRST);

        assertThat(only().get("one", Document.class)).isEqualTo(new Document("p", 9L));
        assertThat(only().get("two", Document.class).getString("v")).isEqualTo("2");
    }
}
