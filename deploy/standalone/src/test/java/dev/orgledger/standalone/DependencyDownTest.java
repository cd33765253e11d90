package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.embedded.KafkaBroker;
import dev.orgledger.embedded.PostgresServer;
import dev.orgledger.standalone.Api.Answer;

/**
 * The service against outside PostgreSQL, Kafka and MongoDB-compatible servers, named by Spring's own properties, which
 * then go down and come back.
 */
class DependencyDownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private PostgresServer postgres;
    private TcpRelay toPostgres;
    private KafkaBroker kafka;
    private DocumentStore documents;
    private TcpRelay toDocuments;
    private Standalone service;
    private Api owner;
    private String org;

    @BeforeEach
    void aServiceAgainstOutsideServers() {
        postgres = PostgresServer.start(folder.resolve("outside-postgres"), 0);
        toPostgres = new TcpRelay(postgres.port());
        kafka = KafkaBroker.start(folder.resolve("outside-kafka"), 0);
        documents = DocumentStore.start();
        toDocuments = new TcpRelay(URI.create(documents.uri()).getPort());
        service = Standalone.start(folder.resolve("data"),
                Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + toPostgres.port() + "/postgres",
                        "spring.datasource.username", postgres.user(), "spring.datasource.password",
                        postgres.password(), "spring.kafka.bootstrap-servers", kafka.bootstrapServers(),
                        "spring.mongodb.uri", "mongodb://127.0.0.1:" + toDocuments.port() + "/orgledger",
                        "orgledger.max-staleness", "4s"));
        Api api = Api.at(service.baseUrl());
        Api platform = api.as(service.platformKey());
        String user = platform.post("/user", Map.of("email", "owner@example.test")).expect(200).text("/id");
        owner = api.as(platform.post("/apikey", Map.of("name", "k", "userId", user)).expect(200).text("/key"));
        org = owner.post("/organization", Map.of("name", "Before")).expect(200).text("/id");
        owner.get("/organization", "orgId", org).expect(200);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        toDocuments.close();
        documents.close();
        kafka.close();
        toPostgres.close();
        postgres.close();
    }

    @Test
    void givenOutsideServersWhenStartedThenNothingIsEmbedded() {
        assertThat(folder.resolve("data/postgres")).doesNotExist();
        assertThat(folder.resolve("data/kafka")).doesNotExist();
    }

    @Test
    void givenKafkaDownWhenCommandsArriveThenTheySucceedReadsGoOnUntilStaleAndEventsFollow() {
        kafka.close();

        Answer last = rename("During", 20);
        reader().get("/organization", "orgId", org).expect(200);
        reader().header("x-min-position", last.header("x-position")).get("/organization", "orgId", org).expect(503,
                "read_model_behind");
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> reader().get("/organization", "orgId", org).expect(503, "read_model_behind"));
        assertThat(reader().get("/organization", "orgId", org).header("retry-after")).isNotBlank();
        rename("Still", 1).expect(200);

        kafka = KafkaBroker.start(folder.resolve("outside-kafka"), kafka.port());
        Awaitility.await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(reader().get("/organization", "orgId", org).text("/data/name")).isEqualTo("Still 0"));
        assertThat(Events.versionsOf(kafka.bootstrapServers(), org, 23))
                .isEqualTo(LongStream.rangeClosed(1, 23).boxed().toList());
    }

    @Test
    void givenTheDocumentStoreDownWhenCommandsArriveThenTheySucceedAndReadsAnswer503UntilItIsBack() throws Exception {
        toDocuments.cut();

        rename("During", 5);
        Answer refused = reader().get("/organization", "orgId", org);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isNotBlank();
        assertThat(refused.text("/status")).isEqualTo("KO");

        toDocuments.mend();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                reader().get("/organization", "orgId", org).text("/data/name")).isEqualTo("During 4"));
        assertThat(reader().get("/organization/audit", "orgId", org).json().get("total").asInt()).isEqualTo(7);
    }

    @Test
    void givenPostgresDownWhenCommandsArriveThenTheyAnswer503AndNothingIsHalfDone() throws Exception {
        String key = UUID.randomUUID().toString();
        toPostgres.cut();

        Answer refused = owner.header("idempotency-key", key).put("/organization",
                Map.of("orgId", org, "name", "Never half"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isNotBlank();
        reader().get("/organization", "orgId", org).expect(200);

        toPostgres.mend();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> owner.header("idempotency-key", key)
                .put("/organization", Map.of("orgId", org, "name", "Never half")).expect(200));
        Awaitility.await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(reader().get("/organization", "orgId", org).header("x-org-version")).isEqualTo("3"));
    }

    private Answer rename(String name, int times) {
        Answer last = null;
        for (int i = 0; i < times; i++) {
            last = owner.put("/organization", Map.of("orgId", org, "name", name + " " + i)).expect(200);
        }
        return last;
    }

    /** A client that does not ask for its own writes. */
    private Api reader() {
        return owner.forgetful();
    }
}
