package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** The past, from commands on: what was at the moments that the audit log names. */
class AsOfHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();
    private final Person member = world.person();
    private String org;
    private String joined;
    private String promoted;
    private String left;

    @BeforeEach
    void aLife() {
        org = world.organization(owner);
        String token = world.invite(owner, org, member.email(), "read");
        member.api().post("/organization/invitations/accept", Map.of("token", token)).expect(200);
        owner.api().put("/organization/members", Map.of("orgId", org, "email", member.email(), "role", "admin",
                "expires_at", Instant.now().plusSeconds(3_600).toString())).expect(200);
        owner.api().put("/organization", Map.of("orgId", org, "name", "Renamed", "management_email",
                "other@example.test")).expect(200);
        member.api().delete("/organization/members", "orgId", org, "email", member.email()).expect(200);
        // Newest first: left, updated, role_changed, joined, invited, joined, created.
        Answer audit = owner.api().get("/organization/audit", "orgId", org).expect(200);
        left = audit.text("/data/0/created_at");
        promoted = audit.text("/data/2/created_at");
        joined = audit.text("/data/3/created_at");
    }

    private JsonNode check(Api api, String at, String... more) {
        List<String> query = new java.util.ArrayList<>(
                List.of("orgId", org, "permission", "org.manage_members", "at", at));
        query.addAll(List.of(more));
        return api.get("/authorization/check", query.toArray(String[]::new)).expect(200).data();
    }

    @Test
    void givenALifeWhenAskedAsOfThenWhatWasThen() {
        Answer then = owner.api().get("/organization", "orgId", org, "at", joined).expect(200);
        assertThat(then.text("/data/name")).startsWith("Acme");
        assertThat(then.text("/data/management_email")).isEqualTo(owner.email());
        assertThat(then.header("x-org-version")).isEqualTo("4");
        assertThat(owner.api().get("/organization", "orgId", org, "at", left).expect(200)
                .text("/data/management_email")).isEqualTo("other@example.test");
        assertThat(column(owner.api().get("/organization/members", "orgId", org, "at", promoted), "role"))
                .containsExactly("super_admin", "admin");
        assertThat(column(owner.api().get("/organization/members", "orgId", org, "at", left), "uid"))
                .containsExactly(owner.id());
        owner.api().get("/organization", "orgId", org, "at", "2020-02-29T12:00:00Z").expect(404,
                "organization_not_found");
        owner.api().get("/organization", "orgId", org, "at", "2999-01-01T00:00:00Z").expect(400, "invalid_at");
        member.api().get("/organization", "orgId", org, "at", promoted).expect(404, "organization_not_found");
        assertThat(column(member.api().get("/organization", "at", promoted).expect(200), "role"))
                .containsExactly("admin");
    }

    @Test
    void givenSomebodyWhoLeftWhenCheckedAsOfThenTheRightOfThen() {
        for (JsonNode then : List.of(check(owner.api(), promoted, "userId", member.id()),
                check(member.api(), promoted), check(world.platform, promoted, "userId", member.id()))) {
            assertThat(then.get("allowed").asBoolean()).isTrue();
            assertThat(then.get("role").asString()).isEqualTo("admin");
            assertThat(then.get("org_version").asInt()).isEqualTo(5);
        }
        assertThat(check(member.api(), joined).get("reason").asString()).isEqualTo("role_lacks_permission");
        assertThat(check(member.api(), left).get("reason").asString()).isEqualTo("not_a_member");
        owner.api().get("/authorization/check", "orgId", org, "permission", "org.read", "userId", member.id())
                .expect(403, "permission_denied");
    }

    @Test
    void givenACommandJustNowWhenAskedWithItsPositionThenItIsPartOfThePast() {
        Person late = world.member(org, "auditor");
        Answer batch = world.platform.post("/authorization/check", Map.of("checks", List.of(
                Map.of("orgId", org, "permission", "org.read_audit", "userId", late.id(), "at",
                        Instant.now().toString()))))
                .expect(200);
        assertThat(batch.text("/data/0/reason")).isEqualTo("role");
        Answer review = late.api().get("/organization/audit/access", "orgId", org).expect(200);
        assertThat(column(review, "id")).startsWith(owner.id()).contains(late.id()).doesNotContain(member.id());
    }

    @Test
    void givenAReviewWhenAskedThenWhoGaveWhatToWhom() {
        JsonNode then = owner.api().get("/organization/audit/access", "orgId", org, "at", promoted).expect(200).data();
        JsonNode admin = then.valueStream().filter(one -> one.get("id").asString().equals(member.id())).findFirst()
                .orElseThrow();
        assertThat(admin.get("role").asString()).isEqualTo("admin");
        assertThat(admin.get("since").asString()).isEqualTo(promoted);
        assertThat(admin.get("until").isNull()).isFalse();
        assertThat(admin.at("/granted_by/actor/id").asString()).isEqualTo(owner.id());
        assertThat(admin.at("/granted_by/event").asString())
                .isEqualTo(check(member.api(), promoted).get("granted_by_event").asString());
        assertThat(admin.get("last_activity").asString()).isEqualTo(joined);
        assertThat(then.valueStream().map(one -> one.get("type").asString())).containsExactly("user", "apikey", "user",
                "apikey");
        world.member(org, "read").api().get("/organization/audit/access", "orgId", org).expect(403,
                "permission_denied");
    }
}
