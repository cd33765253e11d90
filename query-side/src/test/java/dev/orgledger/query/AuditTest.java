package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Invited;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.user.UserEvent.UserUpdated;

/** The audit log and permission checks over HTTP. */
class AuditTest extends ReadsFixture {

    @Test
    void givenALifeWhenAuditedThenOneWholeEntryPerEvent() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.WRITE);
        feed.event(new By(ada.by().actor(), "req-7", Map.of()),
                new RoleChanged(org, bob.id(), Role.ADMIN, null, Role.WRITE, null, null));
        String updated = feed.event(new By(ada.by().actor(), "req-8", Map.of("management_email.old", "c",
                "management_email.new", "d")), new OrgUpdated(org, List.of("name", "management_email"), "Acme 2", null,
                        "https://example.test", "Acme", null, "https://example.test"));
        feed.details(updated, ada.id(), Map.of("management_email.old", "a@x.test", "management_email.new", "b@x.test"));

        Answer log = as(ada).get("/organization/audit", "orgId", org);

        assertThat(log.status()).as("%s", log).isEqualTo(200);
        assertThat(log.column("version")).containsExactly("5", "4", "3", "2", "1");
        assertThat(log.data().path(0).propertyNames()).containsExactly("id", "version", "created_at", "org_id",
                "action", "outcome", "actor", "target", "changes", "commitments", "request_id", "previous_hash",
                "hash", "table_name", "operation", "record_id", "old_record", "new_record", "changed_fields",
                "user_id");
        var change = log.data().path(0);
        assertThat(change.path("id").asString()).isEqualTo(updated);
        assertThat(change.path("changed_fields").toString()).isEqualTo("[\"name\",\"management_email\"]");
        assertThat(change.at("/changes/1/old").asString()).isEqualTo("a@x.test");
        assertThat(change.at("/new_record/management_email").asString()).isEqualTo("b@x.test");
        assertThat(change.at("/commitments/management_email.new").asString()).isEqualTo("d");
        var role = log.data().path(1);
        assertThat(role.path("action").asString()).isEqualTo("member.role_changed");
        assertThat(role.at("/actor/type").asString()).isEqualTo("apikey");
        assertThat(role.at("/actor/id").asString()).isEqualTo(ada.id());
        assertThat(role.at("/actor/email").asString()).isEqualTo(ada.email());
        assertThat(role.at("/actor/apikey_id").asString()).isEqualTo(ada.keyId());
        assertThat(role.at("/actor/apikey_name").asString()).startsWith("key of");
        assertThat(role.at("/target/label").asString()).isEqualTo(bob.email());
        assertThat(role.at("/changes/0").toString())
                .isEqualTo("{\"field\":\"role\",\"old\":\"write\",\"new\":\"admin\"}");
        assertThat(role.path("request_id").asString()).isEqualTo("req-7");
        assertThat(role.path("table_name").asString()).isEqualTo("org_users");
        assertThat(role.path("operation").asString()).isEqualTo("UPDATE");
        assertThat(role.path("record_id").asString()).isEqualTo(bob.id());
        assertThat(role.path("user_id").asString()).isEqualTo(ada.id());
        var joined = log.data().path(2);
        assertThat(joined.at("/actor/type").asString()).isEqualTo("platform");
        assertThat(joined.at("/actor/id").isNull()).isTrue();
        assertThat(joined.path("old_record").isNull()).isTrue();
        var created = log.data().path(4);
        assertThat(created.at("/actor/ip").asString()).isEqualTo("192.0.2.7");
        assertThat(created.at("/actor/user_agent").asString()).isEqualTo("curl");
        assertThat(created.path("operation").asString()).isEqualTo("INSERT");
        assertThat(created.path("table_name").asString()).isEqualTo("orgs");
        assertThat(created.at("/target/label").asString()).isEqualTo("Acme");
    }

    @Test
    void givenAForgottenPersonWhenAuditedThenTheEntryStaysWithoutPersonalValues() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(bob, "Acme");
        world.joins(org, ada, Role.ADMIN);
        Answer before = as(ada).get("/organization/audit", "orgId", org, "action", "organization.created");
        String event = before.data().path(0).path("id").asString();
        feed.tombstone(Topics.PERSONS, bob.id());
        feed.tombstone(Topics.INTERNAL, InternalRecord.DETAILS + event + "/" + bob.id());
        feed.tombstone(Topics.INTERNAL, InternalRecord.KEY + bob.keyId());

        var entry = as(ada).get("/organization/audit", "orgId", org, "action", "organization.created").data().path(0);

        assertThat(entry.toString()).doesNotContain(bob.email()).doesNotContain("192.0.2.7").doesNotContain("curl");
        assertThat(entry.at("/actor/id").asString()).isEqualTo(bob.id());
        assertThat(entry.path("commitments").isEmpty()).isFalse();
        assertThat(entry.path("changed_fields").toString()).contains("management_email");
        assertThat(running.as(bob.key().reveal()).get("/organization").status()).isEqualTo(401);
    }

    @Test
    void givenFiltersWhenAuditedThenOnlyThose() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        Invited invited = world.invites(org, ada, bob.id(), bob.email(), Role.WRITE,
                Instant.now().plus(Duration.ofDays(7)));
        world.joins(org, bob, Role.WRITE);
        Instant between = feed.now().plusMillis(500);
        feed.event(ada.by(), new OwnershipTransferred(org, bob.id(), ada.id()));
        feed.event(By.user(bob.id()), new MemberRemoved(org, ada.id(), Role.SUPER_ADMIN));
        Caller platform = running.reached(feed).platform().since(feed.watermark());
        assertThat(invited.id()).startsWith("inv_");

        assertThat(versions(platform, org, "action", "member.joined")).containsExactly("4", "2");
        assertThat(versions(platform, org, "action", "member.*")).containsExactly("6", "4", "3", "2");
        assertThat(versions(platform, org, "action", "organization.created, member.removed")).containsExactly("6", "1");
        assertThat(versions(platform, org, "actor", ada.id())).containsExactly("5", "3", "2", "1");
        assertThat(versions(platform, org, "actor", ada.keyId())).containsExactly("5", "3", "2", "1");
        assertThat(versions(platform, org, "actor", bob.email().toUpperCase())).containsExactly("6");
        assertThat(versions(platform, org, "actor", "platform")).containsExactly("4");
        assertThat(versions(platform, org, "actor", "nobody@example.test")).isEmpty();
        assertThat(versions(platform, org, "target", bob.email())).containsExactly("4", "3");
        assertThat(versions(platform, org, "target", org)).containsExactly("5", "1");
        assertThat(versions(platform, org, "tableName", "orgs")).containsExactly("5", "1");
        assertThat(versions(platform, org, "operation", "DELETE")).containsExactly("6");
        assertThat(versions(platform, org, "operation", "INSERT", "tableName", "org_users")).containsExactly("4", "3",
                "2");
        assertThat(versions(platform, org, "from", between)).containsExactly("6", "5");
        assertThat(versions(platform, org, "to", between)).containsExactly("4", "3", "2", "1");
        assertThat(versions(platform, org, "outcome", "denied")).isEmpty();
        assertThat(versions(platform, org, "action", "access.*")).isEmpty();
        assertThat(versions(platform, org, "outcome", "success")).hasSize(6);
        for (String[] bad : new String[][]{{"action", "member.exploded"}, {"action", ""}, {"outcome", "x"},
                {"from", "yesterday"}, {"operation", "MERGE"}, {"tableName", "secrets"}}) {
            assertThat(platform.get("/organization/audit", "orgId", org, bad[0], bad[1]).code()).as(bad[0])
                    .isEqualTo("invalid_parameter");
        }
    }

    private static List<String> versions(Caller caller, String org, Object... filter) {
        List<Object> parameters = new ArrayList<>(List.of("orgId", org));
        parameters.addAll(List.of(filter));
        return caller.get("/organization/audit", parameters.toArray()).column("version");
    }

    @Test
    void givenEntriesThatArriveWhenPagedByCursorThenNoneIsMissedOrRepeated() {
        Person ada = world.person("Ada");
        String org = world.organization(ada, "Acme");
        String other = world.organization(ada, "Other");
        for (int i = 0; i < 20; i++) {
            world.joins(org, new Person(Ids.person(), "", "", null), Role.READ);
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Answer part = cursor == null
                    ? as(ada).get("/organization/audit", "orgId", org, "limit", 6)
                    : as(ada).get("/organization/audit", "orgId", org, "limit", 6, "cursor", cursor);
            seen.addAll(part.column("version"));
            cursor = part.json().path("next_cursor").asString(null);
            world.joins(org, new Person(Ids.person(), "", "", null), Role.READ);
            if (cursor != null) {
                assertThat(as(ada).get("/organization/audit", "orgId", other, "cursor", cursor).code())
                        .isEqualTo("invalid_cursor");
                assertThat(as(ada).get("/organization/audit", "orgId", org, "cursor", "A" + cursor).code())
                        .isEqualTo("invalid_cursor");
            }
        } while (cursor != null);
        assertThat(seen).hasSize(22).doesNotHaveDuplicates().startsWith("22").endsWith("1");
    }

    @Test
    void givenAUserWhenTheOwnLogIsReadThenOnlyOwnEntries() {
        Person ada = world.person("Ada");
        world.organization(ada, "Acme");
        feed.event(ada.by(), new UserUpdated(ada.id(), List.of("first_name")));
        Answer own = as(ada).get("/user/audit");
        assertThat(own.column("action")).containsExactly("user.updated", "apikey.created", "user.registered");
        assertThat(own.data().path(0).path("org_id").isNull()).isTrue();
        assertThat(own.data().path(0).path("version").isNull()).isTrue();
        assertThat(as(ada).get("/user/audit", "userId", Ids.person()).status()).isEqualTo(403);
    }

    @Test
    void givenBindingsWhenCheckedThenRoleAndReason() {
        Person ada = world.person("Ada");
        Person bob = world.person("Bob");
        String org = world.organization(ada, "Acme");
        world.joins(org, bob, Role.WRITE);

        Answer answer = as(bob).get("/authorization/check", "orgId", org, "permission", "version.upload");
        var allowed = answer.data();
        assertThat(allowed.path("allowed").asBoolean()).as("%s", answer).isTrue();
        assertThat(allowed.path("role").asString()).isEqualTo("write");
        assertThat(allowed.path("reason").asString()).isEqualTo("role");
        assertThat(allowed.path("org_version").asInt()).isEqualTo(3);
        assertThat(allowed.path("granted_by_event").asString()).isNotBlank();
        assertThat(reason(as(bob), org, "org.delete")).isEqualTo("role_lacks_permission");
        assertThat(reason(as(bob), org, "no.such")).isEqualTo("unknown_permission");
        assertThat(reason(as(bob), Ids.organization(), "org.read")).isEqualTo("not_a_member");
        assertThat(as(bob).get("/authorization/check", "orgId", org, "permission", "org.read", "userId", ada.id())
                .status()).isEqualTo(403);

        Caller platform = running.reached(feed).platform().since(feed.watermark());
        Answer several = platform.post("/authorization/check", """
                {"checks": [{"orgId": "%s", "permission": "org.delete", "userId": "%s"},
                            {"orgId": "%s", "permission": "org.delete", "keyId": "%s"},
                            {"orgId": "%s", "permission": "org.read", "keyId": "key_unknown"}]}"""
                .formatted(org, ada.id(), org, bob.keyId(), org));
        assertThat(several.column("reason")).as("%s", several).containsExactly("role", "role_lacks_permission",
                "key_not_valid");
        assertThat(platform.post("/authorization/check", "{\"checks\": []}").code()).isEqualTo("invalid_checks");
        assertThat(platform.get("/authorization/permissions", "orgId", org, "userId", bob.id()).data()
                .path("permissions").toString()).contains("version.upload").doesNotContain("org.manage_members");
        assertThat(as(bob).get("/authorization/roles").column("role")).containsExactly("read", "upload", "write",
                "admin", "super_admin", "auditor");
    }

    private static String reason(Caller caller, String org, String permission) {
        return caller.get("/authorization/check", "orgId", org, "permission", permission).data().path("reason")
                .asString();
    }
}
