package dev.orgledger.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Updates;

/** The same documents twice in one store, with the index and without: answers must be the same. */
class OrderedIndexTest {

    private static final Document INDEX = new Document("org", 1).append("gone", 1).append("at", 1).append("who", 1);
    private static final Document ORDER = new Document("at", 1).append("who", 1);
    private static final Document OPPOSITE = new Document("at", -1).append("who", -1);

    private final Random random = new Random(42);

    @TempDir
    Path folder;
    private DocumentStore store;
    private MongoClient client;

    @BeforeEach
    void start() {
        store = DocumentStore.start(folder);
        client = MongoClients.create(store.uri());
    }

    @AfterEach
    void stop() {
        client.close();
        store.close();
    }

    private MongoCollection<Document> indexed() {
        return client.getDatabase("orgledger").getCollection("indexed");
    }

    private MongoCollection<Document> plain() {
        return client.getDatabase("orgledger").getCollection("plain");
    }

    private void fill(int documents, int organizations) {
        List<Document> all = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            all.add(new Document("_id", "m" + i).append("org", "org" + random.nextInt(organizations))
                    .append("gone", random.nextInt(5) == 0).append("at", new Date(random.nextInt(100)))
                    .append("who", "user" + i).append("role", random.nextBoolean() ? "read" : "write"));
        }
        indexed().insertMany(all);
        plain().insertMany(all);
    }

    private void assertTheSameAnswers() {
        Bson members = and(eq("org", "org3"), eq("gone", false));
        List<Bson> filters = List.of(members, and(members, eq("role", "write")), eq("org", "org3"),
                and(eq("gone", false), in("org", List.of("org1", "org4", "org1", "nobody"))), eq("org", "nobody"),
                and(members, or(gt("at", new Date(50)), and(eq("at", new Date(50)), gt("who", "user5")))),
                eq("gone", false), and(eq("org", "org1"), eq("org", "org2")), and(eq("org", "org1"), eq("gone", null)));
        for (Bson filter : filters) {
            for (Bson order : List.of(ORDER, OPPOSITE, new Document("who", 1),
                    new Document("at", 1).append("who", -1))) {
                for (int[] part : new int[][]{{0, 0}, {0, 1}, {0, 20}, {7, 20}, {1_000, 20}}) {
                    assertThat(found(indexed(), filter, order, part)).as("%s by %s", filter, order)
                            .isEqualTo(found(plain(), filter, order, part));
                }
            }
            assertThat(indexed().countDocuments(filter)).as("%s", filter).isEqualTo(plain().countDocuments(filter));
            for (CountOptions options : List.of(new CountOptions().limit(11), new CountOptions().skip(5),
                    new CountOptions().skip(5).limit(11), new CountOptions().skip(100_000))) {
                assertThat(indexed().countDocuments(filter, options)).as("%s, %s", filter, options)
                        .isEqualTo(plain().countDocuments(filter, options));
            }
        }
    }

    private static List<Document> found(MongoCollection<Document> collection, Bson filter, Bson order, int[] part) {
        return collection.find(filter).sort(order).skip(part[0]).limit(part[1]).into(new ArrayList<>());
    }

    @Test
    void givenAnIndexWhenAskedThenAnswersAreThoseWithoutIt() {
        indexed().createIndex(INDEX);
        fill(1_000, 5);

        assertTheSameAnswers();
    }

    @Test
    void givenAnIndexThatCameLaterWhenDocumentsChangeAndGoAndAllIsOpenedAgainThenAnswersAreThoseWithoutIt() {
        fill(1_000, 5);
        indexed().createIndex(INDEX);
        for (MongoCollection<Document> each : List.of(indexed(), plain())) {
            for (int i = 0; i < 300; i++) {
                each.updateOne(eq("_id", "m" + i), Updates.combine(Updates.set("gone", i % 2 == 0),
                        Updates.set("at", new Date(i % 90)), Updates.set("org", "org" + i % 4)));
            }
            each.deleteMany(in("_id", "m1", "m400", "m401"));
            each.deleteMany(and(eq("org", "org3"), eq("role", "read")));
            each.updateMany(eq("org", "org2"), Updates.unset("gone"));
            each.insertOne(new Document("_id", "m1").append("org", "org3"));
        }
        assertTheSameAnswers();

        stop();
        start();
        assertTheSameAnswers();
        assertThat(indexed().countDocuments()).isEqualTo(plain().countDocuments()).isPositive();
    }

    @Test
    void givenManyDocumentsWhenTheFirstFewAreAskedForThenTheOthersAreNotLookedAt() {
        indexed().createIndex(INDEX);
        fill(20_000, 2);
        Bson filter = and(eq("org", "org1"), eq("gone", false));

        Duration without = time(plain(), filter);
        assertThat(time(indexed(), filter)).isLessThan(without.dividedBy(4));
    }

    /** The best of some: what is measured is work, not the machine's other work. */
    private static Duration time(MongoCollection<Document> collection, Bson filter) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long from = System.nanoTime();
            assertThat(found(collection, filter, ORDER, new int[]{0, 20})).hasSize(20);
            assertThat(collection.countDocuments(filter, new CountOptions().limit(5_001))).isEqualTo(5_001);
            best = Math.min(best, System.nanoTime() - from);
        }
        return Duration.ofNanos(best);
    }
}
