package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.World.Person;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/** What becomes of the entries of refused attempts when records repeat and stores go. */
class DeniedAttemptsAgainTest {

    private final Servers servers = new Servers();
    private final Feed feed = new Feed(servers.kafka());
    private final World world = new World(feed);
    private final Person ada = world.person("Ada");
    private final Person bob = world.person("Bob");
    private final String org = world.organization(ada, "Acme");

    @AfterEach
    void stop() {
        feed.close();
        servers.close();
    }

    @Test
    void givenRefusedAttemptsWhenToldAgainAndWhenTheStoreIsDroppedThenTheSameEntries() {
        AccessDenied first = tries();
        AccessDenied second = tries();
        try (DocumentStore mongo = DocumentStore.start(); MongoClient client = MongoClients.create(mongo.uri())) {
            List<Document> before;
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                before = attempts(client, 2);
                feed.repeatEverything();
                // Along one key they come in order: behind this one, everything has been read again.
                String last = tries().id();
                List<Document> after = attempts(client, 3);
                assertThat(after.getLast().getString("event_id")).isEqualTo(last);
                assertThat(after.subList(0, 2)).isEqualTo(before);
                assertThat(running.reached(feed).as(ada.key().reveal())
                        .get("/organization/audit", "orgId", org, "outcome", "denied").column("id"))
                        .containsExactly(last, second.id(), first.id());
                before = after;
            }
            client.getDatabase("orgledger").drop();
            try (Running running = new Running(servers.kafka(), mongo.uri())) {
                assertThat(attempts(client, 3)).isEqualTo(before);
                // The address comes by another topic.
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        running.reached(feed).as(ada.key().reveal())
                                .get("/organization/audit", "orgId", org, "outcome", "denied").data()
                                .valueStream().map(entry -> entry.at("/actor/ip").asString()))
                        .containsExactly("192.0.2.9", "192.0.2.9", "192.0.2.9"));
            }
        }
    }

    private AccessDenied tries() {
        AccessDenied attempt = new AccessDenied(Ids.denial(feed.now()), org, 4, "DELETE", "/organization",
                "permission_denied", "org.delete", Role.SUPER_ADMIN, Role.WRITE, null);
        feed.denied(bob.by(), attempt, Map.of("actor.ip", "192.0.2.9"));
        return attempt;
    }

    private List<Document> attempts(MongoClient client, int expected) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> client.getDatabase("orgledger").getCollection(Collections.AUDIT)
                        .find(new Document("subject", org).append("outcome", "denied")).sort(new Document("_id", 1))
                        .into(new ArrayList<>()), found -> found.size() == expected);
    }
}
