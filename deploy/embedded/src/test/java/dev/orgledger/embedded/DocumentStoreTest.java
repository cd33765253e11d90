package dev.orgledger.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexOptions;
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
    void givenAStoreWithoutAFolderWhenStartedAgainThenItIsEmpty() {
        for (int run = 0; run < 2; run++) {
            try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
                assertThat(members(client).countDocuments()).isZero();
                members(client).insertOne(new Document("_id", "a"));
            }
        }
    }

    @Test
    void givenManyDocumentsWhenAskedForByIdsOrAStretchOfThemThenTheyAreFoundLikeByAnythingElse() {
        try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
            for (int i = 0; i < 100; i++) {
                members(client).insertOne(new Document("_id", "m%02d".formatted(i)).append("group", i % 2));
            }
            assertThat(ids(members(client).find(in("_id", "m07", "m03", "none", "m07")))).containsExactly("m03", "m07");
            assertThat(ids(members(client).find(in("_id", "m07", "m03", "m05")).sort(new Document("_id", -1)).limit(2)))
                    .containsExactly("m07", "m05");
            assertThat(ids(members(client).find(and(in("_id", "m07", "m04"), eq("group", 0))))).containsExactly("m04");
            assertThat(ids(members(client).find(and(eq("group", 0), gte("_id", "m10"), lt("_id", "m16")))))
                    .containsExactly("m10", "m12", "m14");
            assertThat(
                    ids(members(client).find(and(gt("_id", "m10"), lte("_id", "m13"))).sort(new Document("_id", -1))))
                    .containsExactly("m13", "m12", "m11");
            assertThat(ids(members(client).find(and(gte("_id", "m98"), gte("_id", "m50"), lt("_id", "n")))))
                    .containsExactly("m98", "m99");
            assertThat(ids(members(client).find(and(gte("_id", "m5"), lt("_id", "m4"))))).isEmpty();
        }
    }

    private static List<String> ids(FindIterable<Document> found) {
        return found.map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    @Test
    void givenManyDocumentsWhenTheFirstFewAreAskedForThenTheyAreThoseOfTheWholeOrder() {
        try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
            List<Document> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(new Document("_id", "m%03d".formatted(i)).append("group", i % 2).append("p", i * 7919 % 100));
            }
            members(client).insertMany(all);
            Document order = new Document("p", -1).append("_id", 1);
            List<Document> whole = members(client).find(eq("group", 1)).sort(order).into(new ArrayList<>());

            assertThat(whole).hasSize(500);
            assertThat(members(client).countDocuments(eq("group", 1))).isEqualTo(500);
            assertThat(members(client).countDocuments(eq("group", 1), new CountOptions().limit(101))).isEqualTo(101);
            for (int limit : new int[]{1, 10, 250, 499, 500, 501}) {
                for (int skip : new int[]{0, 1, 490, 600}) {
                    assertThat(members(client).find(eq("group", 1)).sort(order).skip(skip).limit(limit)
                            .into(new ArrayList<>())).as("%s behind %s", limit, skip)
                            .isEqualTo(whole.stream().skip(skip).limit(limit).toList());
                }
            }
        }
    }

    @Test
    void givenNoIndexForTheOrderWhenAPageFarBehindTheLastIsAskedForThenItIsEmpty() {
        try (DocumentStore store = DocumentStore.start(); MongoClient client = MongoClients.create(store.uri())) {
            members(client).insertMany(List.of(new Document("_id", "a").append("p", 1),
                    new Document("_id", "b").append("p", 2)));
            for (int skip : new int[]{1_500_000_000, Integer.MAX_VALUE}) {
                assertThat(ids(members(client).find(gt("p", 0)).sort(new Document("p", -1)).skip(skip).limit(100)))
                        .as("behind %s", skip).isEmpty();
            }
        }
    }

    @Test
    void givenALongStreamWhenItsFirstFewAreTakenThenInOrderAndThoseThatAreEqualAsTheyCame() {
        List<String> first = FirstFewCollection.first(
                IntStream.range(0, 100_000).mapToObj(i -> (i * 7919 % 50) + "/" + i), 4_000,
                Comparator.comparing((String text) -> Integer.valueOf(text.substring(0, text.indexOf('/')))));

        assertThat(first).hasSize(4_000).startsWith("0/0", "0/50", "0/100").contains("0/99950", "1/79")
                .noneMatch(text -> text.startsWith("2/"));
        assertThat(FirstFewCollection.first(Stream.of("b", "a"), 3, Comparator.naturalOrder())).containsExactly("a",
                "b");
    }

    @Test
    void givenDocumentsOfEveryKindWhenStartedAgainThenTheyAndTheirIndexesAreThere(@TempDir Path folder) {
        Document rich = new Document("_id", "org_1/user_ü").append("p", 12L).append("n", 3).append("d", 0.5)
                .append("at", new Date(1_700_000_000_000L)).append("yes", true).append("nothing", null)
                .append("list", List.of("a", "b")).append("inner", new Document("x", new Document("y", "z")));
        try (DocumentStore store = DocumentStore.start(folder); MongoClient client = MongoClients.create(store.uri())) {
            members(client).createIndex(new Document("_id", 1).append("p", 1), new IndexOptions().unique(true));
            members(client).insertOne(rich);
            for (int i = 0; i < 5_000; i++) {
                members(client).insertOne(new Document("_id", "m" + i).append("p", (long) i));
            }
            members(client).deleteOne(eq("_id", "m17"));
        }
        try (DocumentStore store = DocumentStore.start(folder); MongoClient client = MongoClients.create(store.uri())) {
            assertThat(members(client).find(eq("_id", rich.getString("_id"))).first()).isEqualTo(rich);
            assertThat(members(client).countDocuments()).isEqualTo(5_000);
            assertThat(members(client).find(and(eq("_id", "m4999"), eq("p", 4999L))).first()).isNotNull();
            assertThat(members(client).find(eq("_id", "m17")).first()).isNull();
            assertThatThrownBy(() -> members(client).insertOne(new Document("_id", "m5")))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    /** What lies in the file while the process runs is what a kill leaves. */
    @Test
    void givenAKillWhenStartedAgainThenNothingIsThereWithoutWhatCameBeforeIt(@TempDir Path folder, @TempDir Path left)
            throws Exception {
        try (DocumentStore store = DocumentStore.start(folder); MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> offsets = client.getDatabase("orgledger").getCollection("offsets");
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 20_000 && !Thread.currentThread().isInterrupted(); i++) {
                    members(client).insertOne(new Document("_id", "m" + i));
                    offsets.updateOne(eq("_id", "offsets"), set("next", i), new UpdateOptions().upsert(true));
                }
            });
            Path file = folder.resolve("documents.mv");
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(file) > 100_000);
            Files.copy(file, left.resolve("documents.mv"));
            writer.interrupt();
            writer.join();
        }
        try (DocumentStore store = DocumentStore.start(left); MongoClient client = MongoClients.create(store.uri())) {
            Document offset = client.getDatabase("orgledger").getCollection("offsets").find().first();
            assertThat(offset).isNotNull();
            assertThat(members(client).countDocuments()).isGreaterThan(offset.getInteger("next"));
        }
    }

    @Test
    void givenAFileThatCannotBeReadWhenStartedThenItIsPutAsideAndAnEmptyOneServes(@TempDir Path folder)
            throws Exception {
        Files.write(folder.resolve("documents.mv"), new byte[100_000]);

        try (DocumentStore store = DocumentStore.start(folder); MongoClient client = MongoClients.create(store.uri())) {
            members(client).insertOne(new Document("_id", "a"));
            assertThat(members(client).countDocuments()).isEqualTo(1);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("unreadable"));
        }
    }

    private static MongoCollection<Document> members(MongoClient client) {
        return client.getDatabase("orgledger").getCollection("members");
    }
}
