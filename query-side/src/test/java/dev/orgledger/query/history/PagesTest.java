package dev.orgledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.platform.mongo.Generations;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.platform.mongo.Writes;

class PagesTest {

    private static final int PAGE = 16_384;

    private final DocumentStore server = DocumentStore.start();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("orgledger");
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Store store;
    private final Pages pages = new Pages("c");

    PagesTest() {
        context.registerBean(MongoDatabase.class, () -> database);
        context.register(Store.class, Generations.class);
        context.refresh();
        store = context.getBean(Store.class);
    }

    @AfterEach
    void close() {
        context.close();
        client.close();
        server.close();
    }

    private void added(String owner, long from, long to) {
        Writes writes = new Writes();
        for (long position = from; position <= to; position++) {
            pages.add(writes, owner, entry(owner, position), position);
        }
        store.send(writes);
    }

    private static String entry(String owner, long position) {
        return OrganizationLog.place(owner, position);
    }

    @Test
    void givenSomebodyWhoNeverStopsWhenListedThenInDocumentsOfBoundedSize() {
        for (long from = 1; from < 40_000; from += 4_000) {
            added("user_a", from, from + 3_999);
        }

        Collection<String> listed = pages.of(store, List.of("user_a")).getOrDefault("user_a", Set.of());
        assertThat(listed).hasSize(40_000).startsWith(entry("user_a", 1)).endsWith(entry("user_a", 40_000));
        assertThat(database.getCollection("c").find()).hasSize(4)
                .allSatisfy(document -> assertThat(document.size()).isLessThanOrEqualTo(PAGE + 2));
    }

    @Test
    void givenSeveralWhenAskedThenEachHasItsOwnAndARepeatChangesNothing() {
        added("user_a", PAGE - 2, PAGE + 1);
        added("user_a", 3 * PAGE, 3 * PAGE);
        added("user_b", 5, 5);
        List<Document> before = database.getCollection("c").find().into(new java.util.ArrayList<>());
        added("user_a", PAGE - 1, PAGE + 1);
        added("user_b", 5, 5);

        assertThat(database.getCollection("c").find().into(new java.util.ArrayList<>())).isEqualTo(before);
        assertThat(pages.of(store, List.of("user_a", "user_b", "user_c"))).isEqualTo(Map.of(
                "user_a", Set.of(entry("user_a", PAGE - 2), entry("user_a", PAGE - 1), entry("user_a", PAGE),
                        entry("user_a", PAGE + 1), entry("user_a", 3 * PAGE)),
                "user_b", Set.of(entry("user_b", 5))));
        assertThat(pages.of(store, List.of())).isEmpty();
    }
}
