package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.World.Person;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.CurrentDocuments;
import dev.orgledger.query.platform.mongo.Part;
import dev.orgledger.query.platform.mongo.RebuildRefused;
import dev.orgledger.query.platform.mongo.Rebuilding;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.query.platform.rebuild.RebuildContext;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/** Two query sides on one store, whose documents are made anew beside them. */
class RebuildTest {

    private static final Duration LONGER_THAN_ANYBODY_GOES_WITHOUT_LOOKING = Duration.ofMillis(2_200);
    private static final Duration WHILE_NOTHING_IS_READ = Duration.ofMillis(600);
    private static final Set<Part> ALL = EnumSet.allOf(Part.class);
    /** Snapshots are made anew when they are wanted. */
    private static final List<String> COMPARED = ALL.stream().flatMap(part -> part.collections().stream())
            .filter(name -> !name.equals(Collections.HISTORY)).toList();

    private static Servers servers;
    private static DocumentStore mongo;
    private static MongoClient client;
    private static MongoDatabase database;
    private static Feed feed;
    private static World world;
    private static Running first;
    private static Running second;
    private static Person ada;
    private static String org;

    @BeforeAll
    static void start() {
        servers = new Servers();
        mongo = DocumentStore.start();
        client = MongoClients.create(mongo.uri());
        database = client.getDatabase("orgledger");
        feed = new Feed(servers.kafka());
        world = new World(feed);
        ada = world.person("Ada");
        org = world.organization(ada, "Acme");
        for (int number = 0; number < 20; number++) {
            Person member = world.person("Member" + number);
            world.joins(org, member, Role.WRITE);
            world.organization(member, "Other " + number);
        }
        Person gone = world.person("Gone");
        world.invites(org, ada, gone.id(), gone.email(), Role.READ, feed.now().plus(Duration.ofDays(7)));
        feed.denied(ada.by(), new AccessDenied("den_1", org, 3, "DELETE", "/organization", "permission_denied",
                "org.delete", Role.SUPER_ADMIN, Role.READ, null), Map.of("actor.ip", "192.0.2.9"));
        feed.tombstone(Topics.PERSONS, gone.id());
        first = new Running(servers.kafka(), mongo.uri());
        second = new Running(servers.kafka(), mongo.uri());
        first.reached(feed);
        second.reached(feed);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        feed.close();
        client.close();
        mongo.close();
        servers.close();
    }

    private static void rebuild(Set<Part> parts, Clock clock) {
        rebuild(parts, clock, WHILE_NOTHING_IS_READ);
    }

    private static void rebuild(Set<Part> parts, Clock clock, Duration grace) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(
                new MapPropertySource("servers", Map.of("spring.kafka.bootstrap-servers", servers.kafka())));
        try (RebuildContext context = new RebuildContext(environment, database, clock)) {
            context.rebuild().run(parts, null, grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Map<String, Document>> documents() {
        first.reached(feed);
        return CurrentDocuments.of(database, COMPARED);
    }

    private static List<String> names() {
        return COMPARED.stream().map(name -> CurrentDocuments.name(database, name)).toList();
    }

    @Test
    void givenLoadWhenAllIsRebuiltThenNoReadFailsAndEverythingIsTheSame() {
        Map<String, Map<String, Document>> before = documents();
        List<String> names = names();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<List<String>> wrong = CompletableFuture.supplyAsync(() -> changeAndRead(done));

        rebuild(ALL, Clock.systemUTC(), LONGER_THAN_ANYBODY_GOES_WITHOUT_LOOKING);
        done.set(true);

        assertThat(wrong.join()).isEmpty();
        assertThat(names()).doesNotContainAnyElementsOf(names);
        assertThat(database.listCollectionNames()).doesNotContainAnyElementsOf(names);
        Map<String, Map<String, Document>> after = documents();
        before.get(Collections.AUDIT).forEach(
                (place, entry) -> assertThat(after.get(Collections.AUDIT).get(place)).as(place).isEqualTo(entry));
        rebuild(ALL, Clock.systemUTC());
        assertThat(documents()).isEqualTo(after);
    }

    /** Each change is read at once, in turn at both; what did not go as it should. */
    private static List<String> changeAndRead(AtomicBoolean done) {
        List<String> wrong = new ArrayList<>();
        for (int change = 0; !done.get(); change++) {
            String name = "Name " + change;
            feed.event(ada.by(), new OrgUpdated(org, List.of("name"), name, null, null, "Acme", null, null));
            String position = feed.watermark();
            for (Running side : List.of(first, second)) {
                Answer read = side.as(ada.key().reveal()).since(position).get("/organization", "orgId", org);
                Answer log = side.as(ada.key().reveal()).since(position).get("/organization/audit", "orgId", org,
                        "limit", 1);
                Answer members = side.as(ada.key().reveal()).get("/organization/members", "orgId", org);
                if (!read.data().path("name").asString("").equals(name)
                        || !log.data().at("/0/changes/0/new").asString("").equals(name)
                        || members.json().path("total").asInt() < 21) {
                    wrong.add(read + "\n" + log + "\n" + members);
                }
            }
        }
        return wrong;
    }

    @Test
    void givenOnePartWhenRebuiltThenThatAloneIsAnother() {
        Map<String, Map<String, Document>> before = documents();
        String members = CurrentDocuments.name(database, Collections.MEMBERS);
        String audit = CurrentDocuments.name(database, Collections.AUDIT);
        database.getCollection(members).deleteOne(new Document("_id", org + "/" + ada.id()));

        rebuild(Set.of(Part.MEMBERS), Clock.systemUTC());

        assertThat(CurrentDocuments.name(database, Collections.MEMBERS)).isNotEqualTo(members);
        assertThat(CurrentDocuments.name(database, Collections.AUDIT)).isEqualTo(audit);
        assertThat(documents()).isEqualTo(before);
    }

    @Test
    void givenOneThatWasKilledInTheMiddleWhenRebuiltThenItsLeftoversAreGone() {
        Map<String, Map<String, Document>> before = documents();
        Rebuilding killed = Rebuilding.begin(database, ALL, Clock.systemUTC());
        Writes half = new Writes();
        half.set(Collections.MEMBERS, "half", 1, new Document("org_id", org));
        killed.store().send(half);
        List<String> left = database.listCollectionNames().into(new ArrayList<>());

        assertThatThrownBy(() -> rebuild(ALL, Clock.systemUTC())).isInstanceOf(RebuildRefused.class)
                .hasMessageContaining("running");
        rebuild(ALL, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));

        assertThat(documents()).isEqualTo(before);
        assertThat(Stream.concat(names().stream(), Stream.of(CurrentDocuments.name(database, Collections.HISTORY))))
                .containsExactlyInAnyOrderElementsOf(database.listCollectionNames().into(new ArrayList<>()).stream()
                        .filter(name -> !name.equals(Collections.OFFSETS)).toList())
                .doesNotContainAnyElementsOf(left);
        assertThatThrownBy(() -> killed.switchOver(killed.reached())).isInstanceOf(RebuildRefused.class);
    }
}
