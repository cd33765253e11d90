package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyRestored;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.role.Role;

/** The life of API keys as a read side sees it, from records as the forwarder writes them. */
class ApiKeysTest {

    private static final String CHECK_KEY = "the-gateways-own-words";

    private static Servers servers;
    private static DocumentStore mongo;
    private static Feed feed;
    private static World world;
    private static Running running;

    @BeforeAll
    static void start() {
        servers = new Servers();
        mongo = DocumentStore.start();
        feed = new Feed(servers.kafka());
        world = new World(feed);
        running = new Running(servers.kafka(), mongo.uri(), "--orgledger.max-staleness=10m",
                "--orgledger.check-key=another, " + CHECK_KEY, "--orgledger.key-usage.report-every=200ms");
        feed.watermark();
    }

    @AfterAll
    static void stop() {
        running.close();
        feed.close();
        mongo.close();
        servers.close();
    }

    private static Caller as(Person person) {
        return as(person.key());
    }

    private static Caller as(Secret secret) {
        return running.reached(feed).as(secret.reveal()).since(feed.watermark());
    }

    @Test
    void givenAGraceWhenRotatedThenBothSecretsOpenUntilItIsOver() {
        Person ada = world.person("Ada");
        Secret second = Secret.generate(Secret.Kind.API_KEY);
        Instant graceEnd = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        rotate(ada, second, new InternalRecord.Key.Previous(ada.key().hash(), graceEnd));

        assertThat(as(second).get("/organization").status()).isEqualTo(200);
        assertThat(as(ada).get("/organization").status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(6))
                .until(() -> running.as(ada.key().reveal()).get("/organization").code().equals("invalid_api_key"));
        assertThat(Instant.now()).isAfterOrEqualTo(graceEnd);
        assertThat(as(second).get("/organization").status()).isEqualTo(200);
    }

    @Test
    void givenARotatedOutSecretWhenItIsUsedThenItIsRefusedWithoutAWait() {
        Person ada = world.person("Ada");
        Secret second = Secret.generate(Secret.Kind.API_KEY);
        Secret third = Secret.generate(Secret.Kind.API_KEY);
        assertThat(as(ada).get("/organization").status()).isEqualTo(200);
        rotate(ada, second, new InternalRecord.Key.Previous(ada.key().hash(), Instant.now().plusSeconds(60)));
        assertThat(as(ada).get("/organization").status()).isEqualTo(200);
        rotate(ada, third, new InternalRecord.Key.Previous(second.hash(), Instant.now().plusSeconds(60)));

        assertThat(as(second).get("/organization").status()).isEqualTo(200);
        Caller old = as(ada);
        long before = System.nanoTime();
        assertThat(old.get("/organization").code()).isEqualTo("invalid_api_key");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(800));
    }

    @Test
    void givenAWrongChecksumWhenAKeyIsUsedThenItIsRefusedWithoutAWait() {
        String text = Secret.generate(Secret.Kind.API_KEY).reveal();
        String mistyped = text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
        running.as(mistyped).get("/organization");

        long before = System.nanoTime();
        assertThat(running.as(mistyped).get("/organization").code()).isEqualTo("invalid_api_key");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(800));
    }

    /** Its answer may have been given on the command side, and wait for Kafka. */
    @Test
    void givenAKeyThatNothingWasHeardOfWhenTheReadWantsMoreThanIsKnownThenItIsNotTakenForAWrongOne() {
        Secret unheardOf = Secret.generate(Secret.Kind.API_KEY);
        String known = feed.watermark();
        running.reached(feed);

        assertThat(as(unheardOf).get("/organization").code()).isEqualTo("invalid_api_key");
        String unknown = "p" + (Long.parseLong(known.substring(1)) + 1_000_000);
        assertThat(running.as(unheardOf.reveal()).since(unknown).get("/organization").code())
                .isEqualTo("read_model_behind");
    }

    @Test
    void givenACutOffKeyWhenItIsUsedThenTheOrganizationIsUnknownToItAndToNobodyElse() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        String other = world.organization(bob, "Other");
        world.joins(org, bob, Role.ADMIN);
        Secret second = Secret.generate(Secret.Kind.API_KEY);
        String secondId = world.key(bob.id(), second, null, null, null);
        assertThat(as(bob).get("/organization", "orgId", org).status()).isEqualTo(200);

        feed.event(ada.by(), new ApiKeyCutOff(org, bob.keyId(), bob.id()));

        Answer refused = as(bob).get("/organization", "orgId", org);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("organization_not_found");
        assertThat(as(bob).get("/organization").column("id")).containsExactly(other);
        assertThat(reason(as(bob), org)).isEqualTo("key_limited");
        assertThat(as(second).get("/organization", "orgId", org).status()).isEqualTo(200);
        assertThat(as(ada).get("/apikey", "orgId", org).column("id")).containsExactly(ada.keyId(), secondId);
        assertThat(as(ada).get("/apikey", "orgId", org).json().path("total").asInt()).isEqualTo(2);
        assertThat(as(bob).get("/apikey").column("id")).containsExactly(bob.keyId(), secondId);

        feed.event(bob.by(), new MemberLeft(org, bob.id(), Role.ADMIN));
        world.joins(org, bob, Role.ADMIN);
        assertThat(as(bob).get("/organization", "orgId", org).status()).isEqualTo(404);

        feed.event(ada.by(), new ApiKeyRestored(org, bob.keyId(), bob.id()));
        assertThat(as(bob).get("/organization", "orgId", org).status()).isEqualTo(200);
        assertThat(as(ada).get("/apikey", "orgId", org).column("id")).containsExactly(ada.keyId(), bob.keyId(),
                secondId);

        Answer log = as(ada).get("/organization/audit", "orgId", org, "action", "apikey.*");
        assertThat(log.column("action")).containsExactly("apikey.restored", "apikey.cut_off");
        assertThat(log.data().path(1).path("changes").toString())
                .isEqualTo("[{\"field\":\"cut_off\",\"old\":false,\"new\":true}]");
        assertThat(log.data().path(1).at("/target/id").asString()).isEqualTo(bob.keyId());
        assertThat(log.data().path(1).path("version").asInt()).isEqualTo(4);
        assertThat(log.column("table_name")).containsOnly("org_users");
        assertThat(log.column("operation")).containsOnly("UPDATE");
    }

    @Test
    void givenAMemberWhoseRoleIsOverWhenListingKeysThenThoseKeysReachNothing() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        feed.event(By.platform(), new dev.orgledger.shared.member.MemberEvent.MemberJoined(org, bob.id(), Role.READ,
                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS), null));

        assertThat(as(ada).get("/apikey", "orgId", org).column("id")).containsExactly(ada.keyId());
    }

    @Test
    void givenAnUpdatedKeyWhenAuditedThenTheNamesStandBesideTheEvent() {
        Person ada = world.person("Ada");
        String event = feed.event(new By(ada.by().actor(), "req", Map.of("name.old", "c1", "name.new", "c2")),
                new ApiKeyUpdated(ada.keyId(), ada.id(), java.util.List.of("name"), null, null));
        feed.details(event, ada.id(), Map.of("name.old", "Old", "name.new", "New"));
        rotate(ada, ada.key(), null);

        Answer log = as(ada).get("/user/audit", "action", "apikey.*");
        assertThat(log.column("action")).containsExactly("apikey.rotated", "apikey.updated", "apikey.created");
        assertThat(log.data().path(1).path("changes").toString())
                .isEqualTo("[{\"field\":\"name\",\"old\":\"Old\",\"new\":\"New\"}]");
    }

    @Test
    void givenAKeyWhenUsedThenTheTimeIsShownAndTheLatestCountsInWhateverOrder() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        assertThat(lastUse(as(bob), ada)).isNull();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        as(ada).get("/organization");

        Instant seen = await().atMost(Duration.ofSeconds(15)).until(() -> lastUse(as(ada), ada),
                at -> at != null && !at.isBefore(before));
        assertThat(seen).isBeforeOrEqualTo(Instant.now());

        Instant later = Instant.now().plusSeconds(1000).truncatedTo(ChronoUnit.MILLIS);
        feed.use(ada.keyId(), later);
        feed.use(ada.keyId(), later.minusSeconds(500));
        await().atMost(Duration.ofSeconds(15)).until(() -> later.equals(lastUse(as(ada), ada)));
    }

    private static @Nullable Instant lastUse(Caller caller, Person person) {
        return caller.get("/apikey").data().valueStream()
                .filter(key -> key.path("id").asString().equals(person.keyId())
                        && !key.path("last_used_at").isNull())
                .map(key -> Instant.parse(key.path("last_used_at").asString())).findFirst().orElse(null);
    }

    @Test
    void givenTheCheckKeyThenItAsksAboutAnyoneAndNothingElse() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        Caller gateway = running.reached(feed).as(CHECK_KEY).since(feed.watermark());

        assertThat(gateway.get("/authorization/check", "orgId", org, "permission", "org.delete", "userId", ada.id())
                .data().path("allowed").asBoolean()).isTrue();
        assertThat(gateway.get("/authorization/check", "orgId", org, "permission", "org.delete", "keyId", ada.keyId())
                .data().path("allowed").asBoolean()).isTrue();
        assertThat(gateway.get("/authorization/permissions", "orgId", org, "userId", ada.id()).data().path("role")
                .asString()).isEqualTo("super_admin");
        assertThat(gateway.post("/authorization/check", """
                {"checks": [{"orgId": "%s", "permission": "org.read", "userId": "%s"}]}""".formatted(org, ada.id()))
                .data().path(0).path("allowed").asBoolean()).isTrue();
        assertThat(gateway.get("/authorization/roles").status()).isEqualTo(200);
        assertThat(gateway.get("/authorization/check", "orgId", org, "permission", "org.read").code())
                .isEqualTo("invalid_parameter");

        for (String path : new String[]{"/organization", "/organization?orgId=" + org,
                "/organization/members?orgId=" + org,
                "/organization/audit?orgId=" + org, "/user?userId=" + ada.id(), "/user/audit?userId=" + ada.id(),
                "/apikey?userId=" + ada.id(), "/organization/invitations", "/nowhere"}) {
            Answer answer = gateway.get(path);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("permission_denied");
        }
    }

    private static String reason(Caller caller, String org) {
        return caller.get("/authorization/check", "orgId", org, "permission", "org.read").data().path("reason")
                .asString();
    }

    private static void rotate(Person person, Secret next, InternalRecord.Key.@Nullable Previous previous) {
        feed.event(person.by(), new ApiKeyRotated(person.keyId(), person.id(),
                previous == null ? null : previous.worksUntil()));
        feed.key(new InternalRecord.Key(person.keyId(), person.id(), "k", next.hash(), feed.now(), null,
                (Set<String>) null, null, null, previous));
    }
}
