package dev.orgledger.query.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

import dev.orgledger.embedded.DocumentStore;

/** Every way of asking has its index, and there is no other way. */
class ShapeTest {

    @Test
    void givenAStoreWhenIndexesAreMadeThenEachShapeHasOneThatServesIt() {
        try (DocumentStore server = DocumentStore.start(); MongoClient client = MongoClients.create(server.uri())) {
            MongoDatabase database = client.getDatabase("orgledger");
            Indexes.create(database, Generation.FIRST, Collections.madeFromKafka());
            Indexes.create(database, Generation.FIRST, Collections.madeFromKafka());
            for (Shape shape : Shape.values()) {
                List<Document> keys = new ArrayList<>();
                database.getCollection(shape.collection()).listIndexes()
                        .forEach(index -> keys.add(index.get("key", Document.class)));
                assertThat(keys).as("%s", shape).contains(shape.index());
            }
        }
    }

    @Test
    void givenAPlaceInAnOrderWhenGoneOnFromThenOnlyWhatLiesBehind() {
        try (DocumentStore server = DocumentStore.start(); MongoClient client = MongoClients.create(server.uri())) {
            var members = client.getDatabase("orgledger").getCollection(Collections.MEMBERS);
            for (int i = 0; i < 6; i++) {
                members.insertOne(new Document("_id", "o/" + i).append("org_id", "o").append("gone", false)
                        .append("user_id", "u" + i).append("joined_at", new Date(1_000L * (i / 2))));
            }
            Shape shape = Shape.MEMBERS_OF_ORGANIZATION;
            List<String> place = shape.placeOf(members.find(Filters.eq("_id", "o/2")).first());

            List<String> behind = new ArrayList<>();
            members.find(shape.behind(place).orElseThrow()).sort(shape.sort())
                    .forEach(document -> behind.add(document.getString("user_id")));

            assertThat(behind).containsExactly("u3", "u4", "u5");
            assertThat(shape.behind(List.of("d1"))).isEmpty();
            assertThat(shape.behind(List.of("dx", "tu"))).isEmpty();
            assertThat(shape.behind(List.of("", "tu"))).isEmpty();
        }
    }

    /** A find past {@link Store} would need no shape: only this package may open a collection. */
    @Test
    void givenTheSourcesThenNobodyElseOpensACollection() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> opening = sources.filter(path -> path.toString().endsWith(".java")).filter(path -> {
                try {
                    return Files.readString(path).contains("getCollection(");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }).toList();
            assertThat(opening).isNotEmpty()
                    .allMatch(path -> path.toString().contains("/query/platform/mongo/"), "in platform.mongo");
        }
    }
}
