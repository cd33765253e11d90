package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/** What members tried and may not, among the entries of the audit log. */
class DeniedAttemptsTest extends ReadsFixture {

    private final Person ada = world.person("Ada");
    private final Person bob = world.person("Bob");
    private final String org = world.organization(ada, "Acme");

    @BeforeEach
    void aMember() {
        world.joins(org, bob, Role.WRITE);
    }

    private AccessDenied tries(Person person, long afterVersion, String code) {
        AccessDenied attempt = new AccessDenied(Ids.denial(feed.now()), org, afterVersion, "PUT", "/organization",
                code, "org.update_settings", Role.ADMIN, Role.WRITE, null);
        feed.denied(new By(person.by().actor(), "req-" + code, Map.of()), attempt,
                Map.of("actor.ip", "192.0.2.9", "actor.user_agent", "curl"));
        return attempt;
    }

    private List<String> ids(Object... filter) {
        List<Object> parameters = new ArrayList<>(List.of("orgId", org));
        parameters.addAll(List.of(filter));
        return as(ada).get("/organization/audit", parameters.toArray()).column("id");
    }

    /** Once that many are in the log. Their addresses are sent first, but by another topic. */
    private Answer denied(int expected) {
        return await().atMost(Duration.ofSeconds(20)).until(
                () -> as(ada).get("/organization/audit", "orgId", org, "outcome", "denied"),
                answer -> answer.data().size() == expected && !answer.data().at("/0/actor/ip").isNull());
    }

    @Test
    void givenAnAttemptThenAnEntryWithWhoFromWhereAndTheRightThatWasMissing() {
        AccessDenied attempt = tries(bob, 3, "permission_denied");

        JsonNode entry = denied(1).data().path(0);

        assertThat(entry.propertyNames()).containsExactly("id", "version", "created_at", "org_id", "action",
                "outcome", "actor", "target", "changes", "commitments", "request_id", "previous_hash", "hash",
                "table_name", "operation", "record_id", "old_record", "new_record", "changed_fields", "user_id",
                "denied");
        assertThat(entry.path("id").asString()).isEqualTo(attempt.id());
        assertThat(entry.path("created_at").asString()).isEqualTo(feed.now().toString());
        assertThat(entry.path("org_id").asString()).isEqualTo(org);
        assertThat(entry.path("action").asString()).isEqualTo("access.denied");
        assertThat(entry.path("outcome").asString()).isEqualTo("denied");
        assertThat(entry.path("request_id").asString()).isEqualTo("req-permission_denied");
        assertThat(entry.path("actor")).isEqualTo(Running.json("""
                {"type":"apikey","id":"%s","email":"%s","apikey_id":"%s","apikey_name":"key of %s","ip":"192.0.2.9",
                 "user_agent":"curl"}""".formatted(bob.id(), bob.email(), bob.keyId(), bob.id())));
        assertThat(entry.path("target")).isEqualTo(Running.json("""
                {"type":"organization","id":"%s","label":"Acme"}""".formatted(org)));
        assertThat(entry.path("denied")).isEqualTo(Running.json("""
                {"code":"permission_denied","permission":"org.update_settings","required_role":"admin",
                 "your_role":"write","missing":null,"method":"PUT","path":"/organization"}"""));
        for (String field : List.of("version", "hash", "previous_hash", "old_record", "new_record")) {
            assertThat(entry.path(field).isNull()).as(field).isTrue();
        }
        assertThat(entry.path("changes").toString() + entry.path("commitments") + entry.path("changed_fields"))
                .isEqualTo("[]{}[]");
        assertThat(entry.path("table_name").asString()).isEqualTo("orgs");
        assertThat(entry.path("operation").asString()).isEqualTo("UPDATE");
        assertThat(entry.path("record_id").asString()).isEqualTo(org);
        assertThat(entry.path("user_id").asString()).isEqualTo(bob.id());
    }

    @Test
    void givenAttemptsBetweenEventsThenTheyStandBehindTheVersionThatWasKnownAndAreFoundByEveryFilter() {
        String second = tries(bob, 2, "role_above_own").id();
        String third = tries(bob, 3, "permission_denied").id();
        Instant between = feed.now().minusMillis(500);
        denied(2);

        List<String> all = ids();
        assertThat(all).hasSize(5);
        assertThat(all.get(0)).isEqualTo(third);
        assertThat(all.get(2)).isEqualTo(second);
        assertThat(as(ada).get("/organization/audit", "orgId", org).column("version")).containsExactly("", "3", "",
                "2", "1");
        assertThat(ids("outcome", "denied")).containsExactly(third, second);
        assertThat(ids("outcome", "success")).containsExactly(all.get(1), all.get(3), all.get(4));
        assertThat(ids("action", "access.denied")).containsExactly(third, second);
        assertThat(ids("action", "access.*,organization.created")).containsExactly(third, second, all.get(4));
        assertThat(ids("action", "member.*", "outcome", "denied")).isEmpty();
        assertThat(ids("actor", bob.email())).containsExactly(third, second);
        assertThat(ids("actor", bob.keyId(), "outcome", "denied", "from", between)).containsExactly(third);
        assertThat(ids("actor", ada.id(), "outcome", "denied")).isEmpty();
        assertThat(ids("target", org, "to", between)).containsExactly(second, all.get(4));
        assertThat(ids("tableName", "orgs", "operation", "UPDATE")).containsExactly(third, second);
        assertThat(ids("tableName", "org_users", "outcome", "denied")).isEmpty();
    }

    @Test
    void givenAttemptsThatArriveWhenPagedByCursorThenNoneIsMissedOrRepeated() {
        for (int i = 0; i < 5; i++) {
            tries(bob, 3, "permission_denied");
        }
        denied(5);
        List<String> whole = ids();
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Answer part = cursor == null
                    ? as(ada).get("/organization/audit", "orgId", org, "limit", 3)
                    : as(ada).get("/organization/audit", "orgId", org, "limit", 3, "cursor", cursor);
            seen.addAll(part.column("id"));
            cursor = part.json().path("next_cursor").asString(null);
            tries(bob, 3, "permission_denied");
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(whole);
    }

    @Test
    void givenAnAttemptThatIsToldTwiceAndForgottenThenOneEntryWithoutAnAddressForGood() {
        AccessDenied attempt = tries(bob, 3, "permission_denied");
        denied(1);
        String key = InternalRecord.DENIED + attempt.id() + "/" + bob.id();
        feed.tombstone(Topics.DENIALS, key);
        feed.denied(bob.by(), attempt, Map.of("actor.ip", "192.0.2.9"));
        tries(bob, 3, "permission_denied");

        JsonNode entry = await().atMost(Duration.ofSeconds(20)).until(() -> denied(2).data().path(1),
                found -> found.at("/actor/ip").isNull());

        assertThat(entry.path("id").asString()).isEqualTo(attempt.id());
        assertThat(entry.at("/actor/user_agent").isNull()).isTrue();
        assertThat(entry.at("/actor/id").asString()).isEqualTo(bob.id());
    }

    @Test
    void givenReadsThatAreRefusedThenThoseOfMembersAreEntriesAndNothingElse() {
        Person stranger = world.person("Eve");
        Caller member = as(bob);
        assertThat(as(stranger).get("/organization/audit", "orgId", org).status()).isEqualTo(404);
        assertThat(member.get("/organization/audit", "orgId", org + "x").status()).isEqualTo(404);
        assertThat(member.get("/organization/members", "orgId", org, "page", "x").status()).isEqualTo(400);
        assertThat(member.get("/authorization/check", "orgId", org, "permission", "org.delete").data().path("allowed")
                .asBoolean()).isFalse();
        assertThat(member.get("/authorization/check", "orgId", org, "permission", "org.delete", "userId", ada.id())
                .status()).isEqualTo(403);
        assertThat(running.platform().get("/organization/members", "orgId", org).status()).isEqualTo(403);
        assertThat(member.get("/organization/audit", "orgId", org).status()).isEqualTo(403);

        JsonNode entry = denied(1).data().path(0);

        assertThat(entry.at("/actor/id").asString()).isEqualTo(bob.id());
        assertThat(entry.at("/actor/ip").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.at("/actor/user_agent").asString()).startsWith("Java-http-client");
        assertThat(entry.at("/denied")).isEqualTo(Running.json("""
                {"code":"permission_denied","permission":"org.read_audit","required_role":"admin","your_role":"write",
                 "missing":null,"method":"GET","path":"/organization/audit"}"""));
        assertThat(ids().getFirst()).isEqualTo(entry.path("id").asString());
    }
}
