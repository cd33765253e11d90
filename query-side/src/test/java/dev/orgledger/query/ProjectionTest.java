package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;

/** What happens to the documents when processes stop, records repeat, and servers go. */
class ProjectionTest {

    private static Servers servers;
    private static Feed feed;
    private static World world;

    private Person ada;
    private Person bob;
    private String org;

    @BeforeAll
    static void start() {
        servers = new Servers();
        feed = new Feed(servers.kafka());
        world = new World(feed);
    }

    @AfterAll
    static void stop() {
        feed.close();
        servers.close();
    }

    @BeforeEach
    void aLife() {
        ada = world.person("Ada");
        bob = world.person("Bob");
        org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.WRITE);
        feed.event(ada.by(), new MemberRemoved(org, bob.id(), Role.WRITE));
        feed.watermark();
    }

    private static MongoCollection<Document> collection(MongoClient client, String name) {
        return client.getDatabase("orgledger").getCollection(name);
    }

    private Caller asAda(Running running) {
        return running.reached(feed).as(ada.key().reveal());
    }

    @Test
    void givenAStoreThatIsKeptWhenStartedAgainThenItGoesOnFromTheStoredOffsets() {
        try (DocumentStore mongo = DocumentStore.start(); MongoClient client = MongoClients.create(mongo.uri())) {
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                assertThat(asAda(running).get("/organization/audit", "orgId", org).column("version"))
                        .containsExactly("4", "3", "2", "1");
            }
            // Only records from the beginning would bring this back.
            collection(client, Collections.CONTACTS).deleteOne(new Document("_id", org));
            feed.event(ada.by(), new OrgUpdated(org, List.of("name"), "Later", null, null, "Acme", null, null));
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                var one = asAda(running).get("/organization", "orgId", org);
                assertThat(one.data().path("name").asString()).as("%s", one).isEqualTo("Later");
                assertThat(one.data().path("management_email").isNull()).isTrue();
            }
        }
    }

    @Test
    void givenEverythingAgainWhenReadTwiceThenNothingChanges() {
        try (DocumentStore mongo = DocumentStore.start(); MongoClient client = MongoClients.create(mongo.uri())) {
            List<Document> before;
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                asAda(running).get("/organization", "orgId", org);
                before = all(client);
                feed.repeatEverything();
                assertThat(asAda(running).get("/organization", "orgId", org).header("x-org-version")).isEqualTo("4");
                assertThat(running.as(bob.key().reveal()).get("/organization", "orgId", org).status()).isEqualTo(404);
                assertThat(all(client)).isEqualTo(before);
            }
            collection(client, Collections.OFFSETS).drop();
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                assertThat(asAda(running).get("/organization/members", "orgId", org).column("uid"))
                        .containsExactly(ada.id());
                assertThat(all(client)).isEqualTo(before);
            }
        }
    }

    @Test
    void givenDocumentsOfAnotherSchemaWhenStartedThenTheyAreMadeAgain() {
        try (DocumentStore mongo = DocumentStore.start(); MongoClient client = MongoClients.create(mongo.uri())) {
            List<Document> before;
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                asAda(running).get("/organization", "orgId", org);
                before = all(client);
            }
            collection(client, Collections.OFFSETS).updateOne(new Document(),
                    new Document("$set", new Document("schema", 1)));
            collection(client, Collections.AUDIT).insertOne(new Document("_id", "by event").append("subject", org));
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                assertThat(asAda(running).get("/organization/audit", "orgId", org).column("version"))
                        .containsExactly("4", "3", "2", "1");
                assertThat(all(client)).isEqualTo(before);
            }
        }
    }

    private static List<Document> all(MongoClient client) {
        List<Document> all = new java.util.ArrayList<>();
        for (String name : List.of(Collections.ORGANIZATIONS, Collections.CONTACTS, Collections.PERSONS,
                Collections.MEMBERS, Collections.INVITATIONS, Collections.API_KEYS, Collections.AUDIT,
                Collections.EVENT_DETAILS)) {
            collection(client, name).find().sort(new Document("_id", 1)).into(all);
        }
        return all;
    }

    @Test
    void givenMongoIsDownWhenReadingThen503AndWhenItIsBackEmptyThenFilledAgain() {
        MongoServer first = new MongoServer(H2Backend.inMemory());
        InetSocketAddress address = first.bind();
        String uri = "mongodb://127.0.0.1:" + address.getPort() + "/orgledger";
        try (Running running = new Running(servers.kafka(), uri)) {
            assertThat(asAda(running).get("/organization", "orgId", org).status()).isEqualTo(200);
            first.shutdownNow();
            Caller caller = running.as(ada.key().reveal());
            var down = caller.get("/organization/audit", "orgId", org);
            assertThat(down.code()).as("%s", down).isEqualTo("store_unavailable");
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.header("retry-after")).isNotNull();
            assertThat(caller.get("/authorization/check", "orgId", org, "permission", "org.delete").data()
                    .path("allowed").asBoolean()).isTrue();
            feed.event(ada.by(), new OrgUpdated(org, List.of("name"), "Meanwhile", null, null, "Acme", null, null));
            String position = feed.watermark();
            assertThat(caller.since(position).get("/organization", "orgId", org).code())
                    .isEqualTo("read_model_behind");
            for (String path : List.of("/organization/security", "/authorization/permissions")) {
                assertThat(caller.since(position).get(path, "orgId", org).status()).as("from memory: %s", path)
                        .isEqualTo(200);
            }
            assertThat(caller.since(position).get("/organization/security/compliance", "orgId", org).code())
                    .isEqualTo("read_model_behind");

            MongoServer second = new MongoServer(H2Backend.inMemory());
            second.bind("127.0.0.1", address.getPort());
            try {
                await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                    feed.watermark();
                    var back = caller.get("/organization", "orgId", org);
                    assertThat(back.status()).as("%s", back).isEqualTo(200);
                    assertThat(back.data().path("name").asString()).isEqualTo("Meanwhile");
                    assertThat(caller.get("/organization/audit", "orgId", org).column("version")).hasSize(5);
                });
            } finally {
                second.shutdownNow();
            }
        }
    }

    @Test
    void givenNoSignOfLifeWhenTooLongThenWhatNeedsACredentialIsRefused() {
        try (DocumentStore mongo = DocumentStore.start();
                Running running = new Running(servers.kafka(), mongo.uri(), "--orgledger.max-staleness=5s")) {
            assertThat(asAda(running).get("/organization", "orgId", org).status()).isEqualTo(200);
            assertThat(running.as(null).get("/actuator/health/readiness").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var stale = running.as(ada.key().reveal()).get("/organization", "orgId", org);
                assertThat(stale.code()).isEqualTo("read_model_behind");
                assertThat(stale.status()).isEqualTo(503);
            });
            assertThat(running.platform().get("/user", "userId", ada.id()).code()).isEqualTo("read_model_behind");
            assertThat(asAda(running).get("/organization", "orgId", org).status()).isEqualTo(200);
        }
    }

    @Test
    void givenOldWatermarksOnlyWhenStartedThenNotReadyBeforeAFreshOne() {
        feed.watermark(Instant.now().minusSeconds(3_600));
        try (DocumentStore mongo = DocumentStore.start();
                Running running = new Running(servers.kafka(), mongo.uri(), "--orgledger.max-staleness=1m")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> running.bean(ProjectionReader.class).progress().caughtUp());
            assertThat(running.as(null).get("/actuator/health/readiness").status()).isEqualTo(503);
            feed.watermark();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(
                    () -> assertThat(running.as(null).get("/actuator/health/readiness").status()).isEqualTo(200));
        }
    }

    @Test
    void givenKafkaIsDownWhenReadingThenAnswersGoOnAndWhenItIsBackTheReadersToo() {
        try (Servers own = new Servers();
                DocumentStore mongo = DocumentStore.start();
                Feed before = new Feed(own.kafka());
                Running running = new Running(own.kafka(), mongo.uri())) {
            World small = new World(before);
            Person eve = small.person("Eve");
            String first = small.organization(eve, "First");
            Caller caller = running.reached(before).as(eve.key().reveal());
            own.stopKafka();
            assertThat(caller.get("/organization").column("id")).containsExactly(first);
            own.startKafka();
            String second = small.organization(eve, "Second");
            running.reached(before);
            assertThat(caller.get("/organization").column("id")).containsExactly(second, first);
        }
    }

    @Test
    void givenTwentyThousandEventsWhenStartedThenReadInSecondsAndPaged() {
        String big = world.organization(ada, "Big");
        for (int i = 0; i < 20_000; i++) {
            feed.event(ada.by(), new MemberJoined(big, Ids.person(), Role.READ, null, null));
        }
        feed.watermark();
        try (DocumentStore mongo = DocumentStore.start()) {
            long start = System.nanoTime();
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                running.reached(feed);
                System.out.println("20,000 events after " + Duration.ofNanos(System.nanoTime() - start).toMillis()
                        + " ms, the start of the process included");
                var page = asAda(running).get("/organization/audit", "orgId", big, "limit", 100);
                assertThat(page.json().path("total").asInt()).isEqualTo(10_000);
                assertThat(page.json().path("total_capped").asBoolean()).isTrue();
                assertThat(page.column("version")).startsWith("20002").endsWith("19903").hasSize(100);
                assertThat(asAda(running).get("/organization/members", "orgId", big, "limit", 1).column("uid"))
                        .containsExactly(ada.id());
                assertThat(asAda(running).get("/organization", "orgId", big).header("x-org-version"))
                        .isEqualTo("20002");
            }
        }
    }
}
