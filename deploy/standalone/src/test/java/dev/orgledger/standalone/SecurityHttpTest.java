package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 6, over HTTP against everything real. */
class SecurityHttpTest {

    private static final String PATH = "/organization/security";
    private static final Map<String, Object> GOOD = Map.of("length", 16, "has_uppercase", true, "has_number", true,
            "has_special", true);
    private static final List<String> READS = List.of("/organization", "/organization/members", "/organization/audit",
            "/organization/invitations", PATH, PATH + "/compliance", "/apikey");

    private static final JsonNode NOTHING = Api.JSON.readTree("""
            {"enforcing_2fa":false,"password_policy":{"enabled":false,"min_length":10,"require_uppercase":true,
             "require_number":true,"require_special":true},"enforce_hashed_api_keys":false,
             "require_apikey_expiration":false,"max_apikey_expiration_days":null}""");

    private final World world = World.shared();
    private final Person owner = world.person();
    private final String org = world.organization(owner);

    @Test
    void givenNothingChangedWhenReadThenItAsksForNothing() {
        Answer policy = owner.api().get(PATH, "orgId", org).expect(200);
        assertThat(policy.data()).isEqualTo(NOTHING);
        assertThat(policy.header("etag")).isEqualTo("\"2\"");
        owner.api().get(PATH).expect(400, "org_id_required");
        owner.api().put(PATH, Map.of()).expect(400, "org_id_required");
    }

    @Test
    void givenASuperAdminWhenChangingThenAnsweredReadLoggedAndARepeatStoresNothing() {
        complies(owner);
        Map<String, Object> change = with("enforcing_2fa", true, "password_policy",
                Map.of("enabled", true, "min_length", 12),
                "max_apikey_expiration_days", 90);

        Answer changed = owner.api().put(PATH, change).expect(200);

        assertThat(changed.text("/status")).isEqualTo("OK");
        assertThat(changed.data()).isEqualTo(Api.JSON.readTree("""
                {"enforcing_2fa":true,"password_policy":{"enabled":true,"min_length":12,"require_uppercase":true,
                 "require_number":true,"require_special":true},"enforce_hashed_api_keys":false,
                 "require_apikey_expiration":false,"max_apikey_expiration_days":90}"""));
        assertThat(changed.header("x-org-version")).isEqualTo("3");
        assertThat(owner.api().get(PATH, "orgId", org).expect(200).data()).isEqualTo(changed.data());
        assertThat(owner.api().put(PATH, change).expect(200).header("x-org-version")).isEqualTo("3");
        Answer log = owner.api().get("/organization/audit", "orgId", org, "action", "security.*").expect(200);
        assertThat(column(log, "action")).containsExactly("security.policy_changed");
        assertThat(column(log, "table_name")).containsExactly("orgs");
        assertThat(log.data().path(0).path("changed_fields").valueStream().map(field -> field.asString()))
                .containsExactlyInAnyOrder("enforcing_2fa", "password_policy.enabled", "password_policy.min_length",
                        "max_apikey_expiration_days");

        Map<String, Object> cleared = with("enforcing_2fa", null, "password_policy", null,
                "max_apikey_expiration_days", null);
        owner.api().header("if-match", "\"2\"").put(PATH, cleared).expect(412, "version_mismatch");
        assertThat(owner.api().put(PATH, cleared).expect(200).data()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"min_length\":5}", "{\"min_length\":129}", "{\"min_length\":\"12\"}",
            "{\"min_length\":12.5}", "{\"min_length\":null}", "{\"min_length\":99999999999}", "{\"enabled\":\"true\"}",
            "{\"require_special\":1}", "[]", "true", "\"strong\""})
    void givenABadPasswordPolicyWhenChangingThenItsCode(String policy) {
        bad("password_policy", policy, "invalid_password_policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "366", "-1", "1.5", "\"30\"", "true", "[]", "99999999999"})
    void givenABadMaximumWhenChangingThenItsCode(String days) {
        bad("max_apikey_expiration_days", days, "invalid_max_expiration_days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforcing_2fa", "enforce_hashed_api_keys", "require_apikey_expiration", "dry_run"})
    void givenAFlagThatIsNoneWhenChangingThenInvalidBody(String field) {
        Answer refused = bad(field, "7", "invalid_body");
        assertThat(refused.text("/details/field")).isEqualTo(field);
    }

    @Test
    void givenTheEdgesOfWhatIsAllowedWhenChangingThenTaken() {
        for (int days : new int[]{1, 365}) {
            owner.api().put(PATH, with("max_apikey_expiration_days", days)).expect(200);
        }
        for (int length : new int[]{6, 128}) {
            owner.api().put(PATH, with("password_policy", Map.of("min_length", length))).expect(200);
        }
    }

    @Test
    void givenLowerRolesStrangersAndThePlatformWhenChangingOrTryingOutThenRefusedAndNothingChanges() {
        Person admin = world.member(org, "admin");
        for (boolean dryRun : new boolean[]{true, false}) {
            Map<String, Object> wish = with("enforcing_2fa", "not even a flag", "dry_run", dryRun);
            Answer refused = admin.api().put(PATH, wish).expect(403, "permission_denied");
            assertThat(refused.text("/details/permission")).isEqualTo("org.update_security");
            assertThat(refused.text("/details/required_role")).isEqualTo("super_admin");
            world.person().api().put(PATH, wish).expect(404, "organization_not_found");
            world.platform.put(PATH, wish).expect(403, "permission_denied");
        }
        world.person().api().get(PATH, "orgId", org).expect(404, "organization_not_found");
        Person reader = world.member(org, "read");
        reader.api().get(PATH, "orgId", org).expect(200);
        reader.api().get(PATH + "/compliance", "orgId", org).expect(403, "permission_denied");
        world.member(org, "auditor").api().get(PATH + "/compliance", "orgId", org).expect(200);
    }

    @Test
    void givenADryRunThenWhoeverWouldBeShutOutIsNamedAndNothingChanges() {
        complies(owner);
        Person bob = world.member(org, "write");
        Person cy = world.member(org, "read");
        complies(cy);
        String version = owner.api().get(PATH, "orgId", org).header("x-org-version");

        Answer tried = owner.api().put(PATH, with("enforcing_2fa", true, "password_policy", Map.of("enabled", true),
                "require_apikey_expiration", true, "dry_run", true)).expect(200);

        assertThat(tried.data().at("/enforcing_2fa").asBoolean()).isTrue();
        assertThat(tried.data().at("/locked_out/members")).isEqualTo(Api.JSON.readTree("""
                [{"uid":"%s","email":"%s","role":"write","missing":["two_factor","password"]}]"""
                .formatted(bob.id(), bob.email())));
        assertThat(tried.data().at("/locked_out/api_keys").valueStream()
                .map(key -> key.path("owner_email").asString()))
                .containsExactly(owner.email(), bob.email(), cy.email());
        assertThat(tried.header("x-org-version")).isEqualTo(version);
        Answer now = owner.api().get(PATH, "orgId", org).expect(200);
        assertThat(now.header("x-org-version")).isEqualTo(version);
        assertThat(now.data().path("enforcing_2fa").asBoolean()).isFalse();
        bob.api().get("/organization", "orgId", org).expect(200);
    }

    @Test
    void givenOneWhoDoesNotComplyWhenSwitchingOnThenItWouldLockThemselvesOut() {
        assertThat(owner.api().put(PATH, with("enforcing_2fa", true)).expect(409, "would_lock_yourself_out").json()
                .at("/details/missing").toString()).isEqualTo("[\"two_factor\"]");
        assertThat(owner.api().put(PATH, with("password_policy", Map.of("enabled", true)))
                .expect(409, "would_lock_yourself_out").json().at("/details/missing").toString())
                .isEqualTo("[\"password\"]");
        owner.api().put(PATH, with("require_apikey_expiration", true)).expect(409, "would_lock_yourself_out");
        assertThat(owner.api().get(PATH, "orgId", org).header("x-org-version")).isEqualTo("2");
        ending(owner).put(PATH, with("require_apikey_expiration", true)).expect(200);
    }

    @Test
    void givenAPolicyThatIsNotMetThenBothSidesRefuseEverythingButLeavingAndFactsOpenTheDoor() {
        Person admin = world.member(org, "admin");
        complies(owner);
        owner.api().put(PATH, with("enforcing_2fa", true, "password_policy", Map.of("enabled", true))).expect(200);

        refusedEverywhere(admin.api(), 403, "security_policy_not_met");
        Answer refused = admin.api().put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403);
        assertThat(refused.text("/error")).isEqualTo("Access Denied: Security policy not met");
        assertThat(refused.json().at("/details/missing").toString()).isEqualTo("[\"two_factor\",\"password\"]");
        assertThat(reason(admin)).isEqualTo("security_policy");
        assertThat(column(admin.api().get("/organization").expect(200), "id")).containsExactly(org);

        complies(admin);
        for (String path : READS) {
            admin.api().get(path, "orgId", org).expect(200);
        }
        assertThat(reason(admin)).isEqualTo("role");
        admin.api().put("/organization", Map.of("orgId", org, "name", "Ours now")).expect(200);

        world.platform.put("/user", Map.of("userId", admin.id(), "two_factor_enabled", false)).expect(200);
        admin.api().put("/organization", Map.of("orgId", org, "name", "Mine")).expect(403, "security_policy_not_met");
        admin.api().delete("/organization/members", "orgId", org, "email", admin.email()).expect(200);
        world.join(org, admin, "read", null);
    }

    @Test
    void givenAnOrganizationThatAsksForEndingKeysThenBothSidesRefuseAnEndlessOne() {
        Person admin = world.member(org, "admin");
        ending(owner).put(PATH, with("require_apikey_expiration", true)).expect(200);

        refusedEverywhere(admin.api(), 401, "org_requires_expiring_key");
        assertThat(reason(admin)).isEqualTo("expiring_key_required");
        world.person().api().get("/organization", "orgId", org).expect(404);
        ending(admin).get("/organization", "orgId", org).expect(200);
        ending(admin).put("/organization", Map.of("orgId", org, "name", "Ours now")).expect(200);
        admin.api().delete("/organization/members", "orgId", org, "email", admin.email()).expect(200);
    }

    @Test
    void givenAnInvitationIntoAPolicyThatIsNotMetWhenAcceptingThenJoined() {
        complies(owner);
        owner.api().put(PATH, with("enforcing_2fa", true)).expect(200);
        Person guest = world.person();
        String token = world.invite(owner, org, guest.email(), "write");

        guest.api().post("/organization/invitations/accept", Map.of("token", token)).expect(200);

        guest.api().get("/organization", "orgId", org).expect(403, "security_policy_not_met");
    }

    @Test
    void givenMembersWhenComplianceIsReadThenTheNumbersAndTheOthers() {
        complies(owner);
        Person bob = world.member(org, "read");

        Answer compliance = owner.api().get(PATH + "/compliance", "orgId", org).expect(200);

        assertThat(compliance.data().path("two_factor")).isEqualTo(Api.JSON.readTree("""
                {"total":2,"compliant":1,"non_compliant":1,"members":[{"uid":"%s","email":"%s","role":"read"}]}"""
                .formatted(bob.id(), bob.email())));
        assertThat(compliance.data().at("/api_keys/non_compliant").asInt()).isEqualTo(2);
        assertThat(compliance.data().at("/api_keys/keys").valueStream()
                .map(key -> key.path("owner_email").asString())).containsExactly(owner.email(), bob.email());
    }

    @Test
    void givenFactsWhenReportedByAnyoneButThePlatformThenPermissionDenied() {
        owner.api().put("/user", Map.of("password_facts", GOOD)).expect(403, "permission_denied");
        owner.api().put("/user", Map.of("two_factor_enabled", true)).expect(403, "permission_denied");
        owner.api().put("/user", Collections.singletonMap("password_facts", null)).expect(403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password_facts 7", "password_facts {}", "password_facts []", "length \"12\"", "length -1",
            "length 1.5", "length null", "has_uppercase 1", "has_number \"true\"", "has_special null"})
    void givenBadPasswordFactsWhenReportedThenInvalidBodyWithTheField(String line) {
        String field = line.substring(0, line.indexOf(' '));
        String value = line.substring(line.indexOf(' ') + 1);
        Map<String, Object> facts = new HashMap<>(GOOD);
        facts.put(field, Api.JSON.readTree(value));
        Object sent = field.equals("password_facts") ? Api.JSON.readTree(value) : facts;

        Answer refused = world.platform.put("/user", Map.of("userId", owner.id(), "first_name", "Changed",
                "password_facts", sent)).expect(400, "invalid_body");

        assertThat(refused.text("/details/field")).startsWith("password_facts").endsWith(
                value.equals("{}") ? "length" : field);
        assertThat(owner.api().get("/user").text("/data/first_name")).isEqualTo("Ada");
    }

    private Answer bad(String field, String value, String code) {
        // Something that could be done, which must not happen by halves.
        String beside = field.equals("enforce_hashed_api_keys") ? "dry_run" : "enforce_hashed_api_keys";
        Answer refused = owner.api().raw("PUT", PATH,
                "{\"orgId\":\"" + org + "\",\"" + beside + "\":true,\"" + field + "\":" + value + "}",
                "application/json");
        refused.expect(400, code);
        assertThat(owner.api().get(PATH, "orgId", org).header("x-org-version")).isEqualTo("2");
        return refused;
    }

    private void refusedEverywhere(Api api, int status, String code) {
        for (String path : READS) {
            api.get(path, "orgId", org).expect(status, code);
        }
        Map<String, Object> named = Map.of("orgId", org, "email", owner.email(), "role", "read");
        api.put("/organization", named).expect(status, code);
        api.delete("/organization", "orgId", org).expect(status, code);
        api.post("/organization/owner", named).expect(status, code);
        api.put(PATH, named).expect(status, code);
        api.post("/organization/members", named).expect(status, code);
        api.post("/organization/members", with("direct", true)).expect(status, code);
        api.put("/organization/members", named).expect(status, code);
        api.delete("/organization/members", "orgId", org, "email", owner.email()).expect(status, code);
        api.post("/organization/invitations/resend", named).expect(status, code);
        api.delete("/organization/invitations", "orgId", org, "email", owner.email()).expect(status, code);
    }

    private String reason(Person person) {
        return person.api().get("/authorization/check", "orgId", org, "permission", "org.read").expect(200)
                .text("/data/reason");
    }

    private void complies(Person person) {
        world.platform.put("/user",
                Map.of("userId", person.id(), "two_factor_enabled", true, "password_facts", GOOD)).expect(200);
        // What was just reported is known to the side that is asked next.
        person.api().get("/user").expect(200);
    }

    private Api ending(Person person) {
        String key = world.platform.post("/apikey", Map.of("name", "ending", "userId", person.id(), "expires_at",
                Instant.now().plus(Duration.ofDays(7)).toString())).expect(200).text("/key");
        return world.api.as(key);
    }

    private Map<String, Object> with(Object... fields) {
        Map<String, Object> body = new HashMap<>(Map.of("orgId", org));
        for (int i = 0; i < fields.length; i += 2) {
            body.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return body;
    }
}
