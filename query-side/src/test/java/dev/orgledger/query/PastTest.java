package dev.orgledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.query.Feed.By;
import dev.orgledger.query.Running.Answer;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Invited;
import dev.orgledger.query.World.Person;
import dev.orgledger.shared.apikey.ApiKeyAccessEvent.ApiKeyCutOff;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.envelope.ContactRecord;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Role;

/** Reads as of a past moment over HTTP: what was, told to those who may know now. */
class PastTest extends ReadsFixture {

    private Person ada;
    private Person bob;
    private Person rea;
    private String org;
    private Instant before;
    private Instant founded;
    private Instant invited;
    private Instant joined;
    private Instant promoted;
    private Instant removed;
    private Instant end;
    private String joinEvent;
    private String promotion;
    private Invited invitation;

    /** Ada founds; Rea reads; Bob is invited, joins, is promoted until an end, and is removed before that; a new name. */
    @BeforeEach
    void aLife() {
        ada = world.person("Ada");
        bob = world.person("Bob");
        rea = world.person("Rea");
        before = feed.now();
        org = world.organization(ada, "Acme");
        world.joins(org, rea, Role.READ);
        founded = feed.now();
        invitation = world.invites(org, ada, bob.id(), bob.email(), Role.WRITE, feed.now().plus(Duration.ofDays(7)));
        invited = feed.now();
        joinEvent = feed.event(bob.by(), new MemberJoined(org, bob.id(), Role.WRITE, null, invitation.id()));
        joined = feed.now();
        end = joined.plusSeconds(30);
        promotion = feed.event(ada.by(), new RoleChanged(org, bob.id(), Role.ADMIN, end, Role.WRITE, null, null));
        promoted = feed.now();
        for (int i = 0; i < 60; i++) {
            feed.event(By.platform(), new OrgUpdated(org, List.of("name"), "Acme " + i, null, null, "x", null, null));
        }
        feed.event(ada.by(), new MemberRemoved(org, bob.id(), Role.ADMIN));
        removed = feed.now();
        feed.event(ada.by(), new OrgUpdated(org, List.of("name", "management_email"), "Later", null, null, "Acme",
                null, "https://example.test"));
        feed.contact(org, new ContactRecord("later@example.test"));
    }

    private Answer check(Caller caller, String permission, Instant at, Object... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(new Object[]{"orgId", org, "permission", permission, "at", at}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return caller.get("/authorization/check", all);
    }

    @Test
    void givenChangesSinceWhenReadAsOfThenTheOrganizationAsItWas() {
        Caller caller = as(ada);
        Answer then = caller.get("/organization", "orgId", org, "at", founded);
        assertThat(then.status()).as("%s", then).isEqualTo(200);
        assertThat(then.header("x-org-version")).isEqualTo("3");
        assertThat(then.header("etag")).isEqualTo("\"3\"");
        assertThat(then.data().propertyNames()).containsExactlyElementsOf(
                caller.get("/organization", "orgId", org).data().propertyNames());
        assertThat(then.data().path("name").asString()).isEqualTo("Acme");
        assertThat(then.data().path("website").asString()).isEqualTo("https://example.test");
        assertThat(then.data().path("management_email").asString()).isEqualTo(ada.email());
        assertThat(Instant.parse(then.data().path("updated_at").asString())).isEqualTo(before.plusSeconds(1));
        // The same moment in another time zone.
        assertThat(caller.get("/organization", "orgId", org, "at",
                founded.atOffset(java.time.ZoneOffset.ofHours(5))).response().body())
                .isEqualTo(then.response().body());
        Answer now = caller.get("/organization", "orgId", org, "at", feed.now());
        assertThat(now.header("x-org-version")).isEqualTo("68");
        assertThat(now.data().path("name").asString()).isEqualTo("Later");
    }

    @Test
    void givenWrongMomentsWhenReadThenRefused() {
        Caller caller = as(ada);
        for (String path : List.of("/organization", "/organization/members", "/organization/audit/access",
                "/authorization/permissions")) {
            Answer early = caller.get(path, "orgId", org, "at", before);
            assertThat(early.status()).as(path).isEqualTo(404);
            assertThat(early.code()).isEqualTo("organization_not_found");
            for (String at : List.of("2999-01-01T00:00:00Z", "yesterday", "", "2026-01-01")) {
                Answer wrong = caller.get(path, "orgId", org, "at", at);
                assertThat(wrong.code()).as(path + " " + at).isEqualTo("invalid_at");
                assertThat(wrong.status()).isEqualTo(400);
            }
        }
        assertThat(check(caller, "org.read", Instant.parse("2999-01-01T00:00:00Z")).code()).isEqualTo("invalid_at");
        assertThat(check(caller, "org.read", before).data().path("reason").asString()).isEqualTo("not_a_member");
        assertThat(check(caller, "org.read", before).data().path("org_version").isNull()).isTrue();
        assertThat(caller.get("/organization", "at", "2999-01-01T00:00:00Z").code()).isEqualTo("invalid_at");
        assertThat(caller.get("/organization/audit/access", "orgId", org, "format", "xml").code())
                .isEqualTo("invalid_parameter");
    }

    @Test
    void givenNoRightToTheLogWhenThePastIsReadThenRefusedBeforeAnythingElse() {
        for (String path : List.of("/organization", "/organization/members", "/organization/audit/access")) {
            Answer reader = as(rea).get(path, "orgId", org, "at", "nonsense");
            assertThat(reader.status()).as(path).isEqualTo(403);
            assertThat(reader.json().at("/details/permission").asString()).isEqualTo("org.read_audit");
            Answer gone = as(bob).get(path, "orgId", org, "at", promoted);
            Answer unknown = as(bob).get(path, "orgId", Ids.organization(), "at", promoted);
            assertThat(gone.status()).as(path).isEqualTo(404);
            assertThat(gone.response().body()).isEqualTo(unknown.response().body());
        }
        assertThat(as(rea).get("/organization/members", "orgId", org).status()).isEqualTo(200);
        assertThat(running.platform().get("/organization", "orgId", org).status()).isEqualTo(403);
        assertThat(running.platform().get("/organization", "orgId", org, "at", founded).status()).isEqualTo(200);
    }

    @Test
    void givenPeopleWhoCameAndWentWhenListedAsOfThenThoseOfThatMoment() {
        Caller caller = as(ada);
        Answer then = caller.get("/organization/members", "orgId", org, "at", invited);
        assertThat(then.status()).as("%s", then).isEqualTo(200);
        assertThat(then.header("x-org-version")).isEqualTo("4");
        assertThat(then.column("uid")).containsExactly(ada.id(), rea.id(), "");
        assertThat(then.column("role")).containsExactly("super_admin", "read", "invite_write");
        assertThat(then.column("email")).containsExactly(ada.email(), rea.email(), bob.email());
        assertThat(then.column("is_owner")).containsExactly("true", "false", "false");
        assertThat(then.data().path(2).path("invitation_id").asString()).isEqualTo(invitation.id());
        assertThat(caller.get("/organization/members", "orgId", org, "at", joined).column("role"))
                .containsExactly("super_admin", "read", "write");
        Answer admin = caller.get("/organization/members", "orgId", org, "at", promoted, "email", bob.email());
        assertThat(admin.column("role")).containsExactly("admin");
        assertThat(Instant.parse(admin.column("joined_at").getFirst())).isEqualTo(joined);
        assertThat(Instant.parse(admin.column("expires_at").getFirst())).isEqualTo(end);
        assertThat(caller.get("/organization/members", "orgId", org, "at", end.minusMillis(1)).column("uid"))
                .contains(bob.id());
        assertThat(caller.get("/organization/members", "orgId", org, "at", end).column("uid"))
                .containsExactly(ada.id(), rea.id());
        assertThat(caller.get("/organization/members", "orgId", org, "at", invited, "role", "invite_write")
                .column("email")).containsExactly(bob.email());
        assertThat(caller.get("/organization/members", "orgId", org, "at", invited, "role", "king").code())
                .isEqualTo("invalid_role");

        Answer first = caller.get("/organization/members", "orgId", org, "at", invited, "limit", 2);
        assertThat(first.json().path("total").asInt()).isEqualTo(3);
        String cursor = first.json().path("next_cursor").asString();
        Answer rest = caller.get("/organization/members", "orgId", org, "at", invited, "limit", 2, "cursor", cursor);
        assertThat(rest.column("status")).containsExactly("pending");
        assertThat(rest.json().path("next_cursor").isNull()).isTrue();
        assertThat(caller.get("/organization/members", "orgId", org, "at", joined, "cursor", cursor).code())
                .isEqualTo("invalid_cursor");
        assertThat(caller.get("/organization/members", "orgId", org, "at", invited, "limit", 1, "page", 1)
                .column("uid")).containsExactly(rea.id());
    }

    @Test
    void givenSomebodyWhoLeftWhenAskedAsOfThenTheRightOfThatMomentAndWhoGaveIt() {
        Caller caller = as(ada);
        JsonNode then = check(caller, "org.manage_members", promoted, "userId", bob.id()).data();
        assertThat(then.path("allowed").asBoolean()).isTrue();
        assertThat(then.path("role").asString()).isEqualTo("admin");
        assertThat(then.path("org_version").asInt()).isEqualTo(6);
        assertThat(then.path("granted_by_event").asString()).isEqualTo(promotion);
        assertThat(check(caller, "org.read", joined, "userId", bob.id()).data().path("granted_by_event").asString())
                .isEqualTo(joinEvent);
        assertThat(check(caller, "org.manage_members", joined, "userId", bob.id()).data().path("reason").asString())
                .isEqualTo("role_lacks_permission");
        assertThat(check(caller, "org.read", end, "userId", bob.id()).data().path("reason").asString())
                .isEqualTo("role_expired");
        assertThat(check(caller, "org.read", removed, "userId", bob.id()).data().path("reason").asString())
                .isEqualTo("not_a_member");
        assertThat(caller.get("/authorization/check", "orgId", org, "permission", "org.read", "userId", bob.id())
                .status()).as("about others now").isEqualTo(403);
        JsonNode permissions = caller.get("/authorization/permissions", "orgId", org, "userId", bob.id(), "at", joined)
                .data();
        assertThat(permissions.path("role").asString()).isEqualTo("write");
        assertThat(permissions.path("permissions").toString()).contains("version.upload")
                .doesNotContain("org.manage_members");
    }

    @Test
    void givenOneselfWhenAskedAsOfThenNoRightIsNeededAndAboutOthersOneIs() {
        assertThat(check(as(bob), "org.manage_members", promoted).data().path("allowed").asBoolean()).isTrue();
        assertThat(check(as(bob), "org.read", removed).data().path("allowed").asBoolean()).isFalse();
        assertThat(as(bob).get("/authorization/permissions", "orgId", org, "at", promoted).data().path("role")
                .asString()).isEqualTo("admin");
        assertThat(as(bob).get("/authorization/permissions", "orgId", org, "at", before).data().path("role").isNull())
                .as("as one that never was").isTrue();
        for (Person other : List.of(bob, rea)) {
            Answer about = check(as(other), "org.read", promoted, "userId", ada.id());
            assertThat(about.status()).isEqualTo(403);
            assertThat(about.response().body()).isEqualTo(as(other).get("/authorization/check", "orgId",
                    Ids.organization(), "permission", "org.read", "at", promoted, "userId", ada.id()).response()
                    .body());
        }
        assertThat(check(running.platform(), "org.read", promoted, "userId", bob.id()).data().path("allowed")
                .asBoolean()).isTrue();
    }

    @Test
    void givenManyQuestionsWhenAskedAtOnceThenEachOfItsOwnMoment() {
        Caller caller = as(ada);
        String question = "{\"orgId\":\"" + org + "\",\"permission\":\"org.manage_members\",\"userId\":\"" + bob.id()
                + "\",\"at\":\"%s\"}";
        Answer answers = caller.post("/authorization/check", "{\"checks\":[" + question.formatted(joined) + ","
                + question.formatted(promoted) + "," + question.formatted(removed) + "]}");
        assertThat(answers.column("reason")).as("%s", answers).containsExactly("role_lacks_permission", "role",
                "not_a_member");
        assertThat(caller.post("/authorization/check", "{\"checks\":[" + question.formatted("soon") + "]}").code())
                .isEqualTo("invalid_at");
    }

    @Test
    void givenAKeyWhenAskedAsOfThenItsLimitsAndItsLifeOfThatMoment() {
        Instant early = feed.now();
        Instant firstEnd = early.plusSeconds(1_000);
        String keyId = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), firstEnd, Set.of(org), Role.READ);
        Instant made = feed.now();
        String other = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), null, null, null);
        Instant otherMade = feed.now();
        feed.event(ada.by(), new ApiKeyUpdated(keyId, ada.id(), List.of("expires_at"), early.plusSeconds(6),
                firstEnd));
        Instant updated = feed.now();
        feed.event(ada.by(), new ApiKeyCutOff(org, other, ada.id()));
        Instant cut = feed.now();
        feed.event(ada.by(), new ApiKeyRevoked(other, ada.id()));
        Instant revoked = feed.now();
        for (int i = 0; i < 3; i++) {
            feed.event(By.platform(), new OrgUpdated(org, List.of("name"), "X", null, null, "x", null, null));
        }

        Caller caller = as(ada);
        assertThat(check(caller, "org.read", early, "keyId", keyId).data().path("reason").asString())
                .isEqualTo("key_not_valid");
        JsonNode then = check(caller, "org.read", made, "keyId", keyId).data();
        assertThat(then.path("allowed").asBoolean()).as("%s", then).isTrue();
        assertThat(check(caller, "org.delete", made, "keyId", keyId).data().path("reason").asString())
                .isEqualTo("key_limited");
        assertThat(check(caller, "org.delete", otherMade, "keyId", other).data().path("allowed").asBoolean()).isTrue();
        assertThat(check(caller, "org.delete", cut, "keyId", other).data().path("reason").asString())
                .isEqualTo("key_limited");
        assertThat(check(caller, "org.delete", revoked, "keyId", other).data().path("reason").asString())
                .isEqualTo("key_not_valid");
        assertThat(check(caller, "org.read", updated, "keyId", keyId).data().path("allowed").asBoolean()).isTrue();
        assertThat(check(caller, "org.read", early.plusSeconds(6), "keyId", keyId).data().path("reason").asString())
                .as("over by its second end").isEqualTo("key_not_valid");
        assertThat(check(caller, "org.read", made, "keyId", bob.keyId()).data().path("reason").asString())
                .as("about the key of another, with the right to the log").isEqualTo("not_a_member");
        assertThat(check(as(rea), "org.read", made, "keyId", keyId).status()).isEqualTo(403);
        // Whoever asks by a key asks about that key, as it was.
        assertThat(check(as(ada), "org.read", Instant.parse("2026-01-01T00:00:00Z")).data().path("reason").asString())
                .isEqualTo("key_not_valid");
    }

    @Test
    void givenAPolicyOfThatMomentWhenAskedAsOfThenItCountsWithTodaysFacts() {
        feed.event(ada.by(), new PolicyChanged(org, new SecurityPolicy(true, PasswordPolicy.OFF, true, false, null),
                SecurityPolicy.NONE));
        Instant asked = feed.now();
        feed.event(ada.by(), new PolicyChanged(org, SecurityPolicy.NONE, SecurityPolicy.NONE));

        assertThat(check(as(ada), "org.read", asked).data().path("reason").asString()).isEqualTo("security_policy");
        assertThat(check(as(ada), "org.read", removed).data().path("allowed").asBoolean()).isTrue();
    }

    @Test
    void givenSeveralOrganizationsWhenListedAsOfThenThoseOfThatMomentAndNoMoreThanOnesBusiness() {
        String second = world.organization(bob, "Bob's");
        Caller caller = as(bob);

        Answer then = caller.get("/organization", "at", promoted);
        assertThat(then.column("id")).as("%s", then).containsExactly(org);
        assertThat(then.column("role")).containsExactly("admin");
        assertThat(then.column("name")).containsExactly("Acme");
        assertThat(then.data().path(0).path("created_by").isNull()).as("no right to that log now").isTrue();
        Answer later = caller.get("/organization", "at", feed.now());
        assertThat(later.column("id")).containsExactly(second);
        assertThat(later.data().path(0).path("created_by").asString()).isEqualTo(bob.id());
        assertThat(later.data().path(0).path("management_email").asString()).isEqualTo(bob.email());
        assertThat(caller.get("/organization", "at", before).column("id")).isEmpty();
        assertThat(caller.get("/organization", "at", end).column("id")).as("the role was over").isEmpty();

        world.organization(ada, "Third");
        Answer page = as(ada).get("/organization", "at", feed.now(), "limit", 1);
        assertThat(page.column("name")).containsExactly("Third");
        assertThat(as(ada).get("/organization", "at", feed.now(), "limit", 1, "cursor",
                page.json().path("next_cursor").asString()).column("id")).containsExactly(org);
        assertThat(running.platform().get("/organization", "at", promoted).column("id")).isEmpty();
    }

    @Test
    void givenADeletedOrganizationWhenAskedAsOfThenItsFormerSuperAdminsMay() {
        feed.event(ada.by(), new OrgDeleted(org, "Later"));
        Instant deleted = feed.now();

        Answer then = as(ada).get("/organization", "orgId", org, "at", founded);
        assertThat(then.data().path("name").asString()).as("%s", then).isEqualTo("Acme");
        assertThat(as(ada).get("/organization/members", "orgId", org, "at", promoted).column("uid"))
                .contains(bob.id());
        assertThat(as(ada).get("/organization/audit/access", "orgId", org, "at", promoted).column("id"))
                .contains(bob.id());
        assertThat(as(ada).get("/organization/audit/access", "orgId", org).column("id")).isEmpty();
        assertThat(as(ada).get("/organization", "orgId", org, "at", deleted).status()).isEqualTo(404);
        assertThat(as(ada).get("/organization", "orgId", org).status()).isEqualTo(404);
        assertThat(as(rea).get("/organization", "orgId", org, "at", founded).status()).isEqualTo(404);
        assertThat(check(as(ada), "org.read", deleted).data().path("reason").asString())
                .isEqualTo("organization_deleted");
        assertThat(check(as(rea), "org.read", founded).data().path("allowed").asBoolean()).isTrue();
        assertThat(as(ada).get("/organization", "at", founded).column("id")).containsExactly(org);
    }

    @Test
    void givenAReviewWhenAskedThenEveryPrincipalWithRoleTimesGrantAndActivity() {
        Caller caller = as(ada);
        Answer review = caller.get("/organization/audit/access", "orgId", org, "at", promoted);

        assertThat(review.status()).as("%s", review).isEqualTo(200);
        assertThat(review.header("x-org-version")).isEqualTo("6");
        assertThat(review.column("id")).containsExactly(ada.id(), ada.keyId(), rea.id(), rea.keyId(), bob.id(),
                bob.keyId());
        assertThat(review.json().path("total").asInt()).isEqualTo(6);
        JsonNode person = review.data().path(4);
        assertThat(person.propertyNames()).containsExactly("type", "id", "email", "name", "owner_id", "role",
                "owner_role", "max_role", "since", "until", "granted_by", "last_activity");
        assertThat(person.path("role").asString()).isEqualTo("admin");
        assertThat(Instant.parse(person.path("since").asString())).isEqualTo(promoted);
        assertThat(Instant.parse(person.path("until").asString())).isEqualTo(end);
        assertThat(person.at("/granted_by/event").asString()).isEqualTo(promotion);
        assertThat(person.at("/granted_by/actor/id").asString()).isEqualTo(ada.id());
        assertThat(person.at("/granted_by/actor/email").asString()).isEqualTo(ada.email());
        assertThat(person.at("/granted_by/actor/apikey_id").asString()).isEqualTo(ada.keyId());
        assertThat(Instant.parse(person.path("last_activity").asString())).isEqualTo(joined);
        JsonNode key = review.data().path(5);
        assertThat(key.path("type").asString()).isEqualTo("apikey");
        assertThat(key.path("owner_id").asString()).isEqualTo(bob.id());
        assertThat(key.path("name").asString()).isEqualTo("key of " + bob.id());
        assertThat(Instant.parse(key.path("since").asString())).isEqualTo(promoted);
        assertThat(Instant.parse(key.path("until").asString())).isEqualTo(end);
        assertThat(key.at("/granted_by/actor/type").asString()).isEqualTo("platform");
        JsonNode accepted = caller.get("/organization/audit/access", "orgId", org, "at", joined).data().path(4);
        assertThat(accepted.path("id").asString()).isEqualTo(bob.id());
        assertThat(accepted.at("/granted_by/event").asString()).isEqualTo(joinEvent);
        assertThat(accepted.at("/granted_by/actor/id").asString()).as("who invited").isEqualTo(ada.id());
        assertThat(accepted.at("/granted_by/invitation_event").asString()).isNotEmpty();
        JsonNode reader = caller.get("/organization/audit/access", "orgId", org).data().path(2);
        assertThat(reader.path("last_activity").isNull()).as("never did anything").isTrue();
        assertThat(caller.get("/organization/audit/access", "orgId", org).column("id")).doesNotContain(bob.id());
    }

    @Test
    void givenNarrowedKeysWhenReviewedThenOnlyThoseThatReachItWithWhatTheyMay() {
        String foreign = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), null, Set.of(Ids.organization()),
                null);
        String narrow = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), null, Set.of(org), Role.UPLOAD);
        String cut = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), null, null, null);
        feed.event(ada.by(), new ApiKeyCutOff(org, cut, ada.id()));
        Instant asked = feed.now();
        String later = world.key(ada.id(), Secret.generate(Secret.Kind.API_KEY), null, null, null);
        feed.event(ada.by(), new PolicyChanged(org, new SecurityPolicy(false, PasswordPolicy.OFF, true, true, null),
                SecurityPolicy.NONE));
        Instant endsAsked = feed.now();
        // Ada's own key has no end and opens this organization no more.
        Caller caller = running.reached(feed).platform();

        Answer review = caller.get("/organization/audit/access", "orgId", org, "at", asked);
        assertThat(review.column("id")).contains(ada.keyId(), narrow).doesNotContain(foreign, cut, later);
        JsonNode key = review.data().valueStream().filter(one -> one.path("id").asString().equals(narrow)).findFirst()
                .orElseThrow();
        assertThat(key.path("role").asString()).isEqualTo("upload");
        assertThat(key.path("owner_role").asString()).isEqualTo("super_admin");
        assertThat(key.path("max_role").asString()).isEqualTo("upload");
        assertThat(caller.get("/organization/audit/access", "orgId", org, "at", endsAsked).column("type"))
                .as("keys without an end are let in no more").containsOnly("user");
    }

    @Test
    void givenAClockThatIsAheadWhenReviewedNowThenWhatIsKnownCounts() {
        feed.eventAhead(ada.by(), new MemberJoined(org, bob.id(), Role.AUDITOR, null, null));
        feed.eventAhead(ada.by(), new ApiKeyRevoked(ada.keyId(), ada.id()));
        Caller caller = running.reached(feed).platform();

        Answer review = caller.get("/organization/audit/access", "orgId", org);
        assertThat(review.column("id")).as("%s", review).contains(ada.id(), bob.id(), bob.keyId())
                .doesNotContain(ada.keyId());
        assertThat(review.header("x-org-version")).isEqualTo("69");
        assertThat(caller.get("/organization/audit/access", "orgId", org, "at", feed.now()).column("id"))
                .contains(ada.keyId()).doesNotContain(bob.id());
    }

    @Test
    void givenNamesThatAreFormulasWhenReviewedAsCsvThenNothingRunsInASpreadsheet() {
        feed.person(rea.id(), new dev.orgledger.shared.envelope.PersonRecord("=cmd|'/c calc'!A1,\"x\"@example.test",
                "R", "T", null, feed.now()));
        Answer csv = as(ada).get("/organization/audit/access", "orgId", org, "at", promoted, "format", "csv");

        assertThat(csv.status()).as("%s", csv).isEqualTo(200);
        assertThat(csv.header("content-type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("content-disposition")).contains("attachment");
        List<String> lines = csv.response().body().lines().toList();
        assertThat(csv.response().body()).contains("\r\n");
        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).startsWith("type,id,email,name,owner_id,role,owner_role,max_role,since,until,"
                + "granted_by_type,granted_by_id,granted_by_email,granted_by_apikey_id,granted_by_event");
        assertThat(lines.get(5))
                .startsWith("user," + bob.id() + "," + bob.email() + ",,,admin,,," + promoted + "," + end
                        + ",apikey," + ada.id() + "," + ada.email() + "," + ada.keyId() + "," + promotion + ",,");
        assertThat(lines.get(3)).contains("\"'=cmd|'/c calc'!A1,\"\"x\"\"@example.test\"");
    }

    @Test
    void givenSomebodyForgottenWhenThePastIsReadThenWithoutNames() {
        feed.tombstone(Topics.PERSONS, bob.id());
        Answer then = as(ada).get("/organization/members", "orgId", org, "at", joined);
        assertThat(then.column("uid")).containsExactly(ada.id(), rea.id(), bob.id());
        assertThat(then.response().body()).doesNotContain(bob.email());
    }
}
