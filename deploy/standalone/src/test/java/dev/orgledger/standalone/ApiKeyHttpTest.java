package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Rotating, changing and cutting off API keys, over HTTP against everything real. */
class ApiKeyHttpTest {

    private static final Map<String, Object> NOTHING = Map.of();

    private final World world = World.shared();

    /** A key of that person beside the one of the tests. */
    private record Key(String id, Api api) {}

    private Key key(Person owner, String name) {
        Answer made = owner.api().post("/apikey", Map.of("name", name)).expect(200);
        return new Key(made.text("/id"), world.api.as(made.text("/key")));
    }

    /**
     * Refused by both sides: at once by the one, within a second by the other, which waits as long for a secret that it has
     * never seen because another took its place at once.
     */
    private static void refused(Api key) {
        key.post("/organization", NOTHING).expect(401, "invalid_api_key");
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> key.get("/organization").expect(401, "invalid_api_key"));
    }

    private static void works(Api key) {
        key.post("/organization", NOTHING).expect(400, "name_required");
        key.get("/organization").expect(200);
    }

    @Test
    void givenAGraceWhenRotatedThenBothSecretsWorkOnBothSidesUntilItIsOver() {
        Person ada = world.person();
        Key old = key(ada, "rotating");
        Instant before = Instant.now();

        Answer rotated = ada.api().post("/apikey/rotate", Map.of("keyId", old.id(), "grace_seconds", 3)).expect(200);

        assertThat(rotated.json().propertyNames()).containsExactly("status", "id", "key");
        assertThat(rotated.text("/status")).isEqualTo("API key rotated");
        assertThat(rotated.text("/id")).isEqualTo(old.id());
        assertThat(rotated.text("/key")).startsWith("olk_");
        Api next = world.api.as(rotated.text("/key"));
        works(next);
        works(old.api());
        assertThat(Instant.now()).as("too slow to tell").isBefore(before.plusSeconds(3));
        await().atMost(Duration.ofSeconds(6)).until(() -> old.api().post("/organization", NOTHING).status() == 401);
        assertThat(Instant.now()).isAfterOrEqualTo(before.plusSeconds(3));
        refused(old.api());
        works(next);
    }

    @Test
    void givenSeveralRotationsThenOnlyTheLastTwoSecretsWorkAndWithoutAGraceOnlyTheLast() {
        Person ada = world.person();
        Key first = key(ada, "rotating");
        Api second = rotate(ada, first.id(), 600);
        Api third = rotate(ada, first.id(), 600);
        refused(first.api());
        works(second);
        works(third);

        Api fourth = rotate(ada, first.id(), 0);
        refused(second);
        refused(third);
        works(fourth);
        assertThat(column(ada.api().get("/apikey"), "id")).filteredOn(first.id()::equals).hasSize(1);

        ada.api().delete("/apikey", "keyId", first.id()).expect(200);
        refused(fourth);
        ada.api().post("/apikey/rotate", Map.of("keyId", first.id())).expect(404, "apikey_not_found");
    }

    @Test
    void givenTheRepeatOfARotationThenTheSecretIsNotToldAgain() {
        Person ada = world.person();
        Key key = key(ada, "rotating");
        Api once = ada.api().header("Idempotency-Key", "rotate-" + key.id());
        Answer first = once.post("/apikey/rotate", Map.of("keyId", key.id())).expect(200);
        Answer again = once.post("/apikey/rotate", Map.of("keyId", key.id())).expect(200);
        assertThat(again.json().get("key").isNull()).isTrue();
        works(world.api.as(first.text("/key")));
    }

    @Test
    void givenWhatCannotBeWhenRotatingThenItsCodeAndTheSecretGoesOnWorking() {
        Person ada = world.person();
        Key key = key(ada, "rotating");
        for (Object bad : List.of(-1, 86_401, 1.5, "60", true, 1e30)) {
            ada.api().post("/apikey/rotate", Map.of("keyId", key.id(), "grace_seconds", bad)).expect(400,
                    "invalid_grace_seconds");
        }
        ada.api().post("/apikey/rotate", Map.of("keyId", "key_unknown")).expect(404, "apikey_not_found");
        world.person().api().post("/apikey/rotate", Map.of("keyId", key.id())).expect(404, "apikey_not_found");
        world.platform.post("/apikey/rotate", Map.of("keyId", key.id())).expect(403, "permission_denied");
        works(key.api());
    }

    @Test
    void givenAKeyWhenChangedThenReadBackAndARepeatIsNoEvent() {
        Person ada = world.person();
        Key key = key(ada, "before");
        String end = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS).toString();

        Answer changed = ada.api().put("/apikey", Map.of("keyId", key.id(), "name", "after", "expires_at", end))
                .expect(200);
        assertThat(changed.text("/status")).isEqualTo("API key updated");
        assertThat(changed.text("/id")).isEqualTo(key.id());
        assertThat(read(ada, key.id()).get("name").asString()).isEqualTo("after");
        assertThat(Instant.parse(read(ada, key.id()).get("expires_at").asString())).isEqualTo(Instant.parse(end));

        ada.api().put("/apikey", Map.of("keyId", key.id(), "name", "after", "expires_at", end)).expect(200);
        ada.api().put("/apikey", Map.of("keyId", key.id())).expect(200);
        Map<String, Object> never = new HashMap<>(Map.of("keyId", key.id()));
        never.put("expires_at", null);
        ada.api().put("/apikey", never).expect(200);
        assertThat(read(ada, key.id()).get("expires_at").isNull()).isTrue();
        assertThat(read(ada, key.id()).get("name").asString()).isEqualTo("after");

        Answer log = ada.api().get("/user/audit", "target", key.id(), "action", "apikey.updated");
        assertThat(log.data()).hasSize(2);
        assertThat(log.text("/data/1/changes/0/field")).isEqualTo("name");
        assertThat(log.text("/data/1/changes/0/old")).isEqualTo("before");
        assertThat(log.text("/data/1/changes/0/new")).isEqualTo("after");
        // Created, made for the tests, and these two: no event holds a name.
        assertThat(Events.of(world.service.kafkaBootstrap(), ada.id(), 5))
                .allSatisfy(event -> assertThat(event.value()).doesNotContain("before", "after"));
        works(key.api());
    }

    @Test
    void givenBadFieldsWhenChangingThenTheirCodesAndNothingIsChanged() {
        Person ada = world.person();
        Key key = key(ada, "steady");
        change(ada, key, "name", " ").expect(400, "apikey_name_required");
        change(ada, key, "name", null).expect(400, "apikey_name_required");
        change(ada, key, "name", "x".repeat(129)).expect(400, "invalid_name");
        change(ada, key, "name", 7).expect(400, "invalid_body");
        change(ada, key, "expires_at", "soon").expect(400, "invalid_expiration");
        change(ada, key, "expires_at", "2020-01-01T00:00:00Z").expect(400, "expiration_in_past");
        change(world.person(), key, "name", "mine").expect(404, "apikey_not_found");
        world.platform.put("/apikey", Map.of("keyId", key.id(), "name", "root")).expect(403, "permission_denied");
        change(ada, key, "cut_off", false).expect(400, "org_id_required");
        assertThat(read(ada, key.id()).get("name").asString()).isEqualTo("steady");
        assertThat(read(ada, key.id()).get("expires_at").isNull()).isTrue();
    }

    @Test
    void givenAMembersKeyWhenCutOffThenItReachesTheOrganizationNoMoreUntilItIsLetInAgain() {
        Person ada = world.person();
        String org = world.organization(ada);
        Person bob = world.member(org, "admin");
        Key key = key(bob, "bobs");
        key.api().get("/organization", "orgId", org).expect(200);

        Answer cut = ada.api().delete("/apikey", "keyId", key.id(), "orgId", org).expect(200);
        assertThat(cut.text("/status")).isEqualTo("API key revoked");
        assertThat(cut.header("x-org-version")).isEqualTo("4");

        key.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        key.api().put("/organization", Map.of("orgId", org, "name", "Mine now")).expect(404,
                "organization_not_found");
        assertThat(column(key.api().get("/organization"), "id")).doesNotContain(org);
        assertThat(key.api().get("/authorization/check", "orgId", org, "permission", "org.read").text("/data/reason"))
                .isEqualTo("key_limited");
        bob.api().get("/organization", "orgId", org).expect(200);
        key.api().post("/organization", Map.of("name", "Elsewhere")).expect(200);
        assertThat(column(ada.api().get("/apikey", "orgId", org), "id")).doesNotContain(key.id());
        ada.api().delete("/apikey", "keyId", key.id(), "orgId", org).expect(404, "apikey_not_found");

        ada.api().delete("/organization/members", "orgId", org, "email", bob.email()).expect(200);
        world.join(org, bob, "admin", null);
        key.api().get("/organization", "orgId", org).expect(404, "organization_not_found");

        Map<String, Object> back = Map.of("keyId", key.id(), "orgId", org, "cut_off", false);
        key.api().put("/apikey", back).expect(404, "organization_not_found");
        Answer restored = ada.api().put("/apikey", back).expect(200);
        assertThat(restored.text("/status")).isEqualTo("API key updated");
        assertThat(restored.header("x-org-version")).isEqualTo("7");
        assertThat(ada.api().put("/apikey", back).expect(200).header("x-org-version")).isEqualTo("7");
        key.api().get("/organization", "orgId", org).expect(200);
        key.api().put("/organization", Map.of("orgId", org, "name", "Ours")).expect(200);

        assertThat(column(ada.api().get("/organization/audit", "orgId", org, "action", "apikey.*"), "action"))
                .containsExactly("apikey.restored", "apikey.cut_off");
        assertThat(Events.versionsOf(world.service.kafkaBootstrap(), org, 8)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L,
                7L, 8L);
    }

    @Test
    void givenNoRightOrNoSuchKeyWhenCuttingOffThenRefused() {
        Person ada = world.person();
        String org = world.organization(ada);
        Person admin = world.member(org, "admin");
        Person writer = world.member(org, "write");
        Key adas = key(ada, "adas");
        Key writers = key(writer, "writers");
        Key strangers = key(world.person(), "strangers");

        admin.api().delete("/apikey", "keyId", adas.id(), "orgId", org).expect(403, "role_above_own");
        writer.api().delete("/apikey", "keyId", writers.id(), "orgId", org).expect(403, "permission_denied");
        strangers.api().delete("/apikey", "keyId", writers.id(), "orgId", org).expect(404, "organization_not_found");
        ada.api().delete("/apikey", "keyId", strangers.id(), "orgId", org).expect(404, "apikey_not_found");
        ada.api().delete("/apikey", "keyId", "key_unknown", "orgId", org).expect(404, "apikey_not_found");
        missing("keyId", ada.api().delete("/apikey", "orgId", org));
        ada.api().delete("/apikey", "keyId", writers.id(), "orgId", "").expect(400, "org_id_required");
        ada.api().put("/apikey", Map.of("keyId", writers.id(), "orgId", org, "cut_off", true)).expect(400,
                "invalid_parameter");
        ada.api().put("/apikey", Map.of("keyId", writers.id(), "orgId", org, "name", "x")).expect(400,
                "invalid_parameter");
        works(writers.api());
        writers.api().get("/organization", "orgId", org).expect(200);
        assertThat(column(ada.api().get("/organization/audit", "orgId", org), "action"))
                .noneMatch(action -> action.startsWith("apikey."));
    }

    @Test
    void givenATypingErrorWhenAKeyIsUsedThenBothSidesRefuseWithoutAWait() {
        String right = world.person().key();
        char last = right.charAt(right.length() - 1);
        Api mistyped = world.api.as(right.substring(0, right.length() - 1) + (last == '0' ? '1' : '0'));
        mistyped.get("/organization").expect(401, "invalid_api_key");

        long before = System.nanoTime();
        mistyped.get("/organization").expect(401, "invalid_api_key");
        mistyped.post("/organization", NOTHING).expect(401, "invalid_api_key");
        // An unknown one that is well-formed is waited for, for a second.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void givenAKeyWhenUsedOnEitherSideThenItsLastUseIsShown() {
        Person ada = world.person();
        Key reading = key(ada, "reading");
        Key writing = key(ada, "writing");
        Key resting = key(ada, "resting");
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        reading.api().get("/organization").expect(200);
        writing.api().post("/organization", NOTHING).expect(400);

        for (Key used : List.of(reading, writing)) {
            await().atMost(Duration.ofSeconds(15)).until(() -> !read(ada, used.id()).get("last_used_at").isNull());
            assertThat(Instant.parse(read(ada, used.id()).get("last_used_at").asString())).isBetween(before,
                    Instant.now());
        }
        assertThat(read(ada, resting.id()).get("last_used_at").isNull()).isTrue();
    }

    @Test
    void givenTheCheckKeyThenItChecksAnyoneAndNothingElseOnEitherSide() {
        Person ada = world.person();
        String org = world.organization(ada);
        Api gateway = world.api.as(World.CHECK_KEY);

        assertThat(gateway.get("/authorization/check", "orgId", org, "permission", "org.delete", "userId", ada.id())
                .expect(200).text("/data/reason")).isEqualTo("role");
        for (Answer answer : List.of(gateway.get("/organization", "orgId", org),
                gateway.get("/user", "userId", ada.id()),
                gateway.post("/organization", Map.of("name", "Gate")), gateway.delete("/organization", "orgId", org),
                gateway.post("/user", Map.of("email", world.address())),
                gateway.post("/apikey", Map.of("name", "k", "userId", ada.id())),
                gateway.raw("POST", "/organization/members", "{", "application/json"))) {
            answer.expect(403, "permission_denied");
        }
    }

    @Test
    void givenNoKeyNamedWhenRevokingChangingOrRotatingThenSaid() {
        Person ada = world.person();
        String org = world.organization(ada);
        missing("keyId", ada.api().delete("/apikey"));
        missing("keyId", ada.api().post("/apikey/rotate", NOTHING));
        missing("keyId", ada.api().put("/apikey", Map.of("name", "x")));
        missing("keyId", ada.api().put("/apikey", Map.of("orgId", org, "cut_off", false)));
        for (String none : new String[]{null, "", " "}) {
            Map<String, Object> named = new HashMap<>();
            named.put("keyId", none);
            missing("keyId", ada.api().raw("DELETE", "/apikey", Api.JSON.writeValueAsString(named),
                    "application/json"));
            missing("keyId", ada.api().post("/apikey/rotate", named));
            missing("keyId", ada.api().put("/apikey", named));
            named.putAll(Map.of("orgId", org, "cut_off", false));
            missing("keyId", ada.api().put("/apikey", named));
        }
        // Who may not, learns that first.
        world.platform.post("/apikey/rotate", NOTHING).expect(403, "permission_denied");
        world.person().api().put("/apikey", Map.of("orgId", org, "cut_off", false)).expect(404,
                "organization_not_found");
        Api narrowed = world.api.as(
                ada.api().post("/apikey", Map.of("name", "n", "max_role", "admin")).expect(200).text("/key"));
        narrowed.delete("/apikey").expect(403, "permission_denied");
    }

    @Test
    void givenNoUserNamedWhenThePlatformMakesAKeyOrChangesAUserThenSaid() {
        for (String none : new String[]{null, "", " "}) {
            Map<String, Object> named = new HashMap<>(Map.of("name", "k"));
            named.put("userId", none);
            missing("userId", world.platform.post("/apikey", named));
            missing("userId", world.platform.put("/user", named));
        }
        missing("userId", world.platform.post("/apikey", Map.of("name", "k")));
        missing("userId", world.platform.put("/user", Map.of("first_name", "Ada")));
        world.platform.post("/apikey", Map.of("name", "k", "userId", "user_unknown")).expect(404, "user_not_found");
        world.platform.put("/user", Map.of("first_name", "Ada", "userId", "user_unknown")).expect(404,
                "user_not_found");
    }

    @Test
    void givenAKeyLimitedToTwoOrganizationsWhenListedToAnAdministratorThenTheOtherIsNotNamed() {
        Person ada = world.person();
        Person bob = world.person();
        String here = world.organization(ada);
        String there = world.organization(bob);
        world.join(here, bob, "read", null);
        Answer made = bob.api().post("/apikey", Map.of("name", "both", "limited_to_orgs", List.of(here, there)))
                .expect(200);

        Answer listed = ada.api().get("/apikey", "orgId", here).expect(200);

        assertThat(listed.response().body()).contains(made.text("/id")).doesNotContain(there);
        assertThat(limits(listed, made.text("/id"))).containsExactly(here);
        assertThat(limits(bob.api().get("/apikey", "orgId", there).expect(200), made.text("/id")))
                .containsExactly(there);
        assertThat(limits(bob.api().get("/apikey").expect(200), made.text("/id"))).containsExactlyInAnyOrder(here,
                there);
    }

    private static List<String> limits(Answer list, String keyId) {
        return list.data().valueStream().filter(key -> key.get("id").asString().equals(keyId)).findFirst()
                .orElseThrow().get("limited_to_orgs").valueStream().map(JsonNode::asString).toList();
    }

    private static void missing(String parameter, Answer answer) {
        answer.expect(400, "invalid_parameter");
        assertThat(answer.text("/details/parameter")).isEqualTo(parameter);
    }

    private Answer change(Person by, Key key, String field, Object value) {
        Map<String, Object> body = new HashMap<>(Map.of("keyId", key.id()));
        body.put(field, value);
        return by.api().put("/apikey", body);
    }

    private Api rotate(Person owner, String keyId, int grace) {
        return world.api.as(owner.api().post("/apikey/rotate", Map.of("keyId", keyId, "grace_seconds", grace))
                .expect(200).text("/key"));
    }

    private static JsonNode read(Person owner, String keyId) {
        return owner.api().get("/apikey").expect(200).data().valueStream()
                .filter(key -> key.get("id").asString().equals(keyId)).findFirst().orElseThrow();
    }
}
