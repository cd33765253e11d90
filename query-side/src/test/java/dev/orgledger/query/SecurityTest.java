package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

/** Contract section 6 on the query side, over HTTP, from records as the forwarder writes them. */
class SecurityTest {

    private static final PasswordPolicy PASSWORD = new PasswordPolicy(true, 12, true, false, false);
    private static final SecurityPolicy STRICT = new SecurityPolicy(true, PASSWORD, true, true, 90);
    private static final SecurityPolicy TWO_FACTOR = new SecurityPolicy(true, PasswordPolicy.OFF, false, false, null);
    private static final PersonFacts MET = new PersonFacts(true,
            new PasswordFacts(12, true, false, false));
    private static final List<String> PATHS = List.of("/organization", "/organization/members", "/organization/audit",
            "/organization/invitations", "/organization/security", "/organization/security/compliance", "/apikey");

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
        running = new Running(servers.kafka(), mongo.uri());
        feed.watermark();
    }

    @AfterAll
    static void stop() {
        running.close();
        feed.close();
        mongo.close();
        servers.close();
    }

    private static Caller as(Secret key) {
        return running.reached(feed).as(key.reveal()).since(feed.watermark());
    }

    private static Caller as(Person person) {
        return as(person.key());
    }

    @Test
    void givenNoPolicyAndThenOneWhenReadThenEveryFieldAndTheVersion() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");

        Answer none = as(ada).get("/organization/security", "orgId", org);
        assertThat(none.status()).as("%s", none).isEqualTo(200);
        assertThat(none.header("x-org-version")).isEqualTo("2");
        assertThat(none.json()).isEqualTo(Running
                .json("""
                        {"data":{"enforcing_2fa":false,"password_policy":{"enabled":false,"min_length":10,"require_uppercase":true,
                         "require_number":true,"require_special":true},"enforce_hashed_api_keys":false,
                         "require_apikey_expiration":false,"max_apikey_expiration_days":null}}"""));

        feed.event(ada.by(), new PolicyChanged(org, new SecurityPolicy(false, PASSWORD, true, false, 90),
                SecurityPolicy.NONE));
        report(ada, MET);
        Answer some = as(ada).get("/organization/security", "orgId", org);
        assertThat(some.header("etag")).isEqualTo("\"3\"");
        assertThat(some.json()).isEqualTo(Running
                .json("""
                        {"data":{"enforcing_2fa":false,"password_policy":{"enabled":true,"min_length":12,"require_uppercase":true,
                         "require_number":false,"require_special":false},"enforce_hashed_api_keys":true,
                         "require_apikey_expiration":false,"max_apikey_expiration_days":90}}"""));
    }

    @Test
    void givenAChangeOfPolicyWhenTheLogIsReadThenEachFieldThatChanged() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        feed.event(ada.by(), new PolicyChanged(org, new SecurityPolicy(false, PASSWORD, false, false, 90),
                SecurityPolicy.NONE));
        report(ada, MET);

        JsonNode entry = as(ada).get("/organization/audit", "orgId", org).data().path(0);

        assertThat(entry.path("action").asString()).isEqualTo("security.policy_changed");
        assertThat(entry.path("table_name").asString()).isEqualTo("orgs");
        assertThat(entry.path("operation").asString()).isEqualTo("UPDATE");
        assertThat(entry.at("/target/id").asString()).isEqualTo(org);
        assertThat(entry.path("changes").valueStream().map(change -> change.path("field").asString() + ": "
                + change.path("old") + " -> " + change.path("new"))).containsExactly(
                        "password_policy.enabled: false -> true", "password_policy.min_length: 10 -> 12",
                        "password_policy.require_number: true -> false",
                        "password_policy.require_special: true -> false",
                        "max_apikey_expiration_days: null -> 90");
    }

    @Test
    void givenAPolicyThatIsNotMetWhenReadingThenTheContractsOrderAndLaterFactsOpenTheDoor() {
        Person ada = world.person("Ada");
        Person reader = world.person("Rea");
        Person eve = world.person("Eve");
        String org = world.organization(ada, "Acme");
        world.joins(org, reader, Role.READ);
        Secret ending = key(ada, Instant.now().plus(Duration.ofDays(1)), null);
        feed.event(ada.by(), new PolicyChanged(org, STRICT, SecurityPolicy.NONE));

        for (String path : PATHS) {
            assertThat(as(eve).get(path, "orgId", org).code()).as(path).isEqualTo("organization_not_found");
            Answer endless = as(ada).get(path, "orgId", org);
            assertThat(endless.status()).as(path).isEqualTo(401);
            assertThat(endless.code()).as(path).isEqualTo("org_requires_expiring_key");
            Answer refused = as(ending).get(path, "orgId", org);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.code()).as(path).isEqualTo("security_policy_not_met");
            assertThat(refused.json().path("error").asString())
                    .isEqualTo("Access Denied: Security policy not met");
            assertThat(refused.json().at("/details/missing").toString()).isEqualTo("[\"two_factor\",\"password\"]");
        }
        assertThat(check(as(ada), org)).isEqualTo("expiring_key_required");
        assertThat(check(as(ending), org)).isEqualTo("security_policy");
        assertThat(batch(as(ending), org)).isEqualTo("security_policy");
        assertThat(running.platform().since(feed.watermark()).get("/organization/audit", "orgId", org).status())
                .isEqualTo(200);

        report(ada, new PersonFacts(true, new PasswordFacts(11, true, true, true)));
        assertThat(as(ending).get("/organization", "orgId", org).json().at("/details/missing").toString())
                .isEqualTo("[\"password\"]");

        report(ada, MET);
        for (String path : PATHS) {
            assertThat(as(ending).get(path, "orgId", org).status()).as(path).isEqualTo(200);
        }
        assertThat(check(as(ending), org)).isEqualTo("role");
        Secret ofReader = key(reader, Instant.now().plus(Duration.ofDays(1)), null);
        assertThat(as(ofReader).get("/organization/audit", "orgId", org).code()).isEqualTo("security_policy_not_met");
        report(reader, MET);
        assertThat(as(ofReader).get("/organization/audit", "orgId", org).code()).isEqualTo("permission_denied");
    }

    @Test
    void givenAPolicyThatIsNotMetWhenListingThenNothingButTheNameIsSeen() {
        Person ada = world.person("Ada");
        String open = world.organization(ada, "Open");
        String shut = world.organization(ada, "Shut");
        feed.event(ada.by(), new PolicyChanged(shut, TWO_FACTOR, SecurityPolicy.NONE));

        Answer list = as(ada).get("/organization");

        assertThat(list.column("id")).containsExactly(shut, open);
        assertThat(list.column("name")).containsExactly("Shut", "Open");
        assertThat(list.column("role")).containsExactly("super_admin", "super_admin");
        assertThat(list.column("management_email")).containsExactly("", ada.email());
        assertThat(list.data().path(0).propertyNames()).isEqualTo(list.data().path(1).propertyNames());
        assertThat(list.data().path(0).path("website").isNull()).isTrue();
        report(ada, MET);
        assertThat(as(ada).get("/organization").column("management_email")).containsExactly(ada.email(), ada.email());
    }

    @Test
    void givenADeletedOrganizationWhenAFormerSuperAdminReadsTheLogThenItsLastPolicyHolds() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        feed.event(ada.by(), new PolicyChanged(org, TWO_FACTOR, SecurityPolicy.NONE));
        feed.event(ada.by(), new OrgDeleted(org, "Acme"));

        assertThat(as(ada).get("/organization/audit", "orgId", org).code()).isEqualTo("security_policy_not_met");
        report(ada, MET);
        assertThat(as(ada).get("/organization/audit", "orgId", org).status()).isEqualTo(200);
    }

    @Test
    void givenMembersAndKeysWhenComplianceIsReadThenTotalsAndWhoeverDoesNotComply() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        Person cy = world.person("Cy");
        Person over = world.person("Over");
        String org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.READ);
        world.joins(org, cy, Role.AUDITOR);
        feed.event(ada.by(), new MemberJoined(org, over.id(), Role.READ, Instant.now().minusSeconds(1), null));
        report(ada, MET);
        report(bob, new PersonFacts(false, new PasswordFacts(30, true, true, true)));
        report(cy, new PersonFacts(true, null));
        Instant far = feed.now().plus(Duration.ofDays(3_000));
        key(bob, far, null);
        key(bob, Instant.now().plus(Duration.ofDays(30)), null);
        key(bob, null, Set.of("org_other"));
        Secret revoked = Secret.generate(Secret.Kind.API_KEY);
        String revokedId = world.key(cy.id(), revoked, null, null, null);
        feed.event(cy.by(), new ApiKeyRevoked(revokedId, cy.id()));
        feed.key(new InternalRecord.Key(revokedId, cy.id(), "k", revoked.hash(), feed.now(), null, null, null,
                feed.now(), null));

        // Nothing is switched on; the minimum of 10 with all kinds of characters is what would be asked.
        JsonNode off = as(ada).get("/organization/security/compliance", "orgId", org).data();
        assertThat(numbers(off.path("two_factor"))).containsExactly(3, 2, 1);
        assertThat(off.at("/two_factor/members")).isEqualTo(Running.json("""
                [{"uid":"%s","email":"%s","role":"read"}]""".formatted(bob.id(), bob.email())));
        assertThat(numbers(off.path("password"))).containsExactly(3, 1, 2);
        assertThat(uids(off.path("password"))).containsExactly(ada.id(), cy.id());
        assertThat(numbers(off.path("api_keys"))).containsExactly(5, 2, 3);
        assertThat(off.at("/api_keys/keys").valueStream().map(one -> one.path("id").asString()))
                .containsExactly(ada.keyId(), bob.keyId(), cy.keyId());
        assertThat(off.at("/api_keys/keys/0")).isEqualTo(Running.json("""
                {"id":"%s","owner_email":"%s","expires_at":null}""".formatted(ada.keyId(), ada.email())));

        Secret ending = key(ada, Instant.now().plus(Duration.ofDays(1)), null);
        feed.event(ada.by(), new PolicyChanged(org, STRICT, SecurityPolicy.NONE));
        JsonNode on = as(ending).get("/organization/security/compliance", "orgId", org).data();
        assertThat(numbers(on.path("two_factor"))).containsExactly(3, 2, 1);
        assertThat(numbers(on.path("password"))).containsExactly(3, 2, 1);
        assertThat(uids(on.path("password"))).containsExactly(cy.id());
        assertThat(numbers(on.path("api_keys"))).containsExactly(6, 2, 4);
        assertThat(on.at("/api_keys/keys").valueStream().map(one -> one.path("expires_at").asString("")))
                .contains(far.toString());

        Secret ofBob = key(bob, Instant.now().plus(Duration.ofDays(1)), null);
        report(bob, MET);
        assertThat(as(ofBob).get("/organization/security/compliance", "orgId", org).code())
                .isEqualTo("permission_denied");
        assertThat(as(ofBob).get("/organization/security", "orgId", org).status()).isEqualTo(200);
    }

    /** As the platform reports it: an event, and the facts beside it. */
    private static void report(Person person, PersonFacts facts) {
        feed.event(By.platform(), new UserUpdated(person.id(), List.of("password_facts")));
        feed.facts(person.id(), facts);
    }

    private static Secret key(Person owner, Instant end, Set<String> orgs) {
        Secret secret = Secret.generate(Secret.Kind.API_KEY);
        world.key(owner.id(), secret, end, orgs, null);
        return secret;
    }

    private static String check(Caller caller, String org) {
        return caller.get("/authorization/check", "orgId", org, "permission", "org.read").data().path("reason")
                .asString();
    }

    private static String batch(Caller caller, String org) {
        return caller.post("/authorization/check", """
                {"checks":[{"orgId":"%s","permission":"org.read"}]}""".formatted(org)).data().path(0).path("reason")
                .asString();
    }

    private static List<Integer> numbers(JsonNode part) {
        return List.of(part.path("total").asInt(), part.path("compliant").asInt(), part.path("non_compliant").asInt());
    }

    private static List<String> uids(JsonNode part) {
        return part.path("members").valueStream().map(member -> member.path("uid").asString()).toList();
    }
}
