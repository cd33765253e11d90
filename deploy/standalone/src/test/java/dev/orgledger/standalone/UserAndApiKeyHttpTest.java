package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 2 as far as users and API keys go, over HTTP against everything real. */
class UserAndApiKeyHttpTest {

    private final World world = World.shared();

    @Test
    void givenThePlatformWhenRegisteringThenTheUserIsReadBack() {
        String email = world.address();
        Answer registered = world.platform.post("/user", Map.of("email", email, "first_name", "Ada", "image_url",
                "https://example.com/ada.png")).expect(200);
        assertThat(registered.text("/status")).isEqualTo("User registered");
        assertThat(registered.text("/id")).startsWith("user_");

        for (JsonNode user : List.of(world.platform.get("/user", "userId", registered.text("/id")).data(),
                world.platform.get("/user", "email", email.toUpperCase()).data())) {
            assertThat(user.propertyNames()).containsExactlyInAnyOrder("id", "email", "first_name", "last_name",
                    "image_url", "two_factor_enabled", "created_at");
            assertThat(user.get("email").asString()).isEqualTo(email);
            assertThat(user.get("last_name").isNull()).isTrue();
            assertThat(user.get("two_factor_enabled").asBoolean()).isFalse();
        }
    }

    @Test
    void givenATakenOrBadAddressWhenRegisteringThenRefused() {
        Person ada = world.person();
        world.platform.post("/user", Map.of("email", ada.email().toUpperCase())).expect(409, "user_already_exists");
        world.platform.post("/user", Map.of("email", "nobody")).expect(400, "invalid_email");
        world.platform.post("/user", Map.of()).expect(400, "invalid_email");
        ada.api().post("/user", Map.of("email", world.address())).expect(403, "permission_denied");
        world.platform.get("/user", "userId", "user_unknown").expect(404, "user_not_found");
    }

    @Test
    void givenOneselfWhenUpdatingThenNamesOnly() {
        Person ada = world.person();
        Answer updated = ada.api().put("/user", Map.of("first_name", "Augusta", "two_factor_enabled", true));
        if (updated.status() == 200) {
            assertThat(ada.api().get("/user").data().get("two_factor_enabled").asBoolean()).isFalse();
        } else {
            updated.expect(403, "permission_denied");
        }
        ada.api().put("/user", Map.of("first_name", "Augusta")).expect(200);
        assertThat(ada.api().get("/user").text("/data/first_name")).isEqualTo("Augusta");
        world.platform.put("/user", Map.of("userId", ada.id(), "two_factor_enabled", true)).expect(200);
        assertThat(ada.api().get("/user").data().get("two_factor_enabled").asBoolean()).isTrue();
        world.person().api().put("/user", Map.of("userId", ada.id(), "first_name", "Mallory")).expect(403,
                "permission_denied");
        world.person().api().get("/user", "userId", ada.id()).expect(403, "permission_denied");
    }

    @Test
    void givenFactsReportedThenTheOwnLogSaysWhatChangedAndNothingOfThePassword() {
        Person ada = world.person();
        world.platform.put("/user", Map.of("userId", ada.id(), "two_factor_enabled", true, "password_facts",
                Map.of("length", 31, "has_uppercase", true, "has_number", true, "has_special", true))).expect(200);
        world.platform.put("/user", Map.of("userId", ada.id(), "two_factor_enabled", false, "last_name", "King"))
                .expect(200);

        Answer log = ada.api().get("/user/audit", "action", "user.updated").expect(200);

        assertThat(log.data().at("/1/changes")).isEqualTo(Api.JSON.readTree("""
                [{"field":"two_factor_enabled","old":false,"new":true},
                 {"field":"password_facts","old":null,"new":null}]"""));
        assertThat(log.data().at("/0/changes")).isEqualTo(Api.JSON.readTree("""
                [{"field":"last_name","old":"L.","new":"King"},
                 {"field":"two_factor_enabled","old":true,"new":false}]"""));
        assertThat(log.data().at("/1/commitments").propertyNames()).contains("two_factor_enabled.old",
                "two_factor_enabled.new").noneMatch(name -> name.startsWith("password"));
        assertThat(Events.of(world.service.kafkaBootstrap(), ada.id(), 4))
                .allSatisfy(event -> assertThat(event.value()).doesNotContain("true", "false", "31,"));
    }

    @Test
    void givenAKeyWhenCreatedThenShownOnceListedWithoutItsMaterialAndUsable() {
        Person ada = world.person();
        Answer created = ada.api().post("/apikey", Map.of("name", "deploy")).expect(200);
        assertThat(created.text("/status")).isEqualTo("API key created");
        assertThat(created.text("/key")).startsWith("olk_");
        assertThat(created.json().get("expires_at").isNull()).isTrue();

        Answer list = ada.api().get("/apikey").expect(200);
        assertThat(column(list, "name")).contains("deploy");
        assertThat(list.response().body()).doesNotContain(created.text("/key"));
        assertThat(list.data().get(0).propertyNames()).containsExactlyInAnyOrder("id", "name", "owner_email",
                "created_at", "expires_at", "last_used_at", "limited_to_orgs", "max_role", "revoked_at");
        world.api.as(created.text("/key")).get("/organization").expect(200);
    }

    @Test
    void givenAKeyWhenRevokedThenRefusedByBothSides() {
        Person ada = world.person();
        Answer created = ada.api().post("/apikey", Map.of("name", "short-lived")).expect(200);
        Api byKey = world.api.as(created.text("/key"));
        byKey.get("/organization").expect(200);
        Answer revoked = ada.api().delete("/apikey", "keyId", created.text("/id")).expect(200);
        assertThat(revoked.text("/status")).isEqualTo("API key revoked");
        byKey.post("/organization", Map.of("name", "Nope")).expect(401, "invalid_api_key");
        org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(1))
                .untilAsserted(() -> byKey.get("/organization").expect(401, "invalid_api_key"));
        ada.api().delete("/apikey", "keyId", created.text("/id")).expect(404, "apikey_not_found");
    }

    @Test
    void givenBadFieldsWhenCreatingAKeyThenTheirCodes() {
        Person ada = world.person();
        ada.api().post("/apikey", Map.of()).expect(400, "apikey_name_required");
        ada.api().post("/apikey", Map.of("name", "k", "expires_at", "soon")).expect(400, "invalid_expiration");
        ada.api().post("/apikey", Map.of("name", "k", "expires_at", "2020-01-01T00:00:00Z")).expect(400,
                "expiration_in_past");
        ada.api().post("/apikey", Map.of("name", "k", "max_role", "king")).expect(400, "invalid_max_role");
        ada.api().post("/apikey", Map.of("name", "k", "limited_to_orgs", List.of())).expect(400,
                "invalid_limited_to_orgs");
        world.person().api().delete("/apikey", "keyId",
                ada.api().get("/apikey").data().get(0).get("id").asString()).expect(404, "apikey_not_found");
    }

    @Test
    void givenANarrowedKeyWhenReachingFurtherThenRefused() {
        Person ada = world.person();
        String inside = world.organization(ada);
        String outside = world.organization(ada);
        Api narrow = world.api.as(ada.api()
                .post("/apikey", Map.of("name", "n", "limited_to_orgs", List.of(inside), "max_role", "read"))
                .expect(200).text("/key"));
        narrow.get("/organization", "orgId", inside).expect(200);
        narrow.get("/organization", "orgId", outside).expect(404, "organization_not_found");
        narrow.put("/organization", Map.of("orgId", inside, "name", "Wider")).expect(403, "permission_denied");
        narrow.post("/organization", Map.of("name", "Another")).expect(403, "permission_denied");
        narrow.post("/apikey", Map.of("name", "wide")).expect(403, "permission_denied");
        narrow.put("/user", Map.of("first_name", "Eve")).expect(403, "permission_denied");
        assertThat(column(narrow.get("/organization"), "id")).containsExactly(inside);
    }

    @Test
    void givenAnExpiringKeyWhenItsTimeComesThenRefused() {
        Person ada = world.person();
        String end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS).toString();
        Api brief = world.api.as(
                ada.api().post("/apikey", Map.of("name", "brief", "expires_at", end)).expect(200).text("/key"));
        brief.get("/organization").expect(200);
        org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(6)).untilAsserted(() -> {
            brief.get("/organization").expect(401, "invalid_api_key");
            brief.post("/organization", Map.of("name", "Nope")).expect(401, "invalid_api_key");
        });
    }
}
