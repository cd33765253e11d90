package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 3, reading, changing, deleting and passing on, over HTTP against everything real. */
class OrganizationHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();

    @Test
    void givenACreatedOrganizationWhenReadThenVersionAndETagAgreeWithTheCommandsAnswer() {
        Answer created = owner.api().post("/organization", Map.of("name", "Versions")).expect(200);
        Answer read = owner.api().get("/organization", "orgId", created.text("/id")).expect(200);

        assertThat(created.header("x-org-version")).isNotEmpty();
        assertThat(created.header("etag")).isEqualTo("\"" + created.header("x-org-version") + "\"");
        assertThat(read.header("x-org-version")).isEqualTo(created.header("x-org-version"));
        assertThat(read.header("etag")).isEqualTo(created.header("etag"));
    }

    @Test
    void givenSeveralOrganizationsWhenListedThenNewestFirstWithTheCallersRoleAndPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(world.organization(owner));
        }
        Person admin = world.member(ids.get(0), "admin");

        Answer first = owner.api().get("/organization", "limit", "2", "page", "0").expect(200);
        Answer second = owner.api().get("/organization", "limit", "2", "page", "1").expect(200);
        Answer byCursor = owner.api().get("/organization", "limit", "2", "cursor", first.text("/next_cursor"))
                .expect(200);

        assertThat(first.json().get("total").asInt()).isEqualTo(3);
        assertThat(first.json().get("page").asInt()).isZero();
        assertThat(first.json().get("limit").asInt()).isEqualTo(2);
        assertThat(column(first, "id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(column(first, "role")).containsOnly("super_admin");
        assertThat(column(second, "id")).containsExactly(ids.get(0));
        assertThat(column(byCursor, "id")).containsExactly(ids.get(0));
        assertThat(column(admin.api().get("/organization").expect(200), "role")).containsExactly("admin");
    }

    @Test
    void givenALimitAboveAHundredWhenListedThenItIsCutToAHundred() {
        assertThat(owner.api().get("/organization", "limit", "500").expect(200).json().get("limit").asInt())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"page,-1", "page,x", "limit,-1", "limit,1.5"})
    void givenANonsensePageWhenListedThenInvalidPage(String name, String value) {
        owner.api().get("/organization", name, value).expect(400, "invalid_page");
    }

    @Test
    void givenAForgedCursorWhenListedThenInvalidCursor() {
        owner.api().get("/organization", "cursor", "bm9uc2Vuc2U").expect(400, "invalid_cursor");
    }

    @Test
    void givenAnAdminWhenUpdatingThenTheAnswerShowsTheNewValuesAndNullClears() {
        String org = owner.api().post("/organization", Map.of("name", "Before", "website", "https://a.example"))
                .expect(200).text("/id");
        Person admin = world.member(org, "admin");
        Map<String, Object> change = new HashMap<>();
        change.put("orgId", org);
        change.put("name", "After");
        change.put("management_email", "team@example.test");
        change.put("website", null);

        Answer updated = admin.api().put("/organization", change).expect(200);

        assertThat(updated.text("/status")).isEqualTo("Organization updated");
        assertThat(updated.data().propertyNames()).containsExactlyInAnyOrder("id", "name", "management_email", "logo",
                "website");
        assertThat(updated.text("/data/name")).isEqualTo("After");
        assertThat(updated.text("/data/management_email")).isEqualTo("team@example.test");
        assertThat(updated.data().get("website").isNull()).isTrue();
        JsonNode read = admin.api().get("/organization", "orgId", org).data();
        assertThat(read.get("name").asString()).isEqualTo("After");
        assertThat(read.get("management_email").asString()).isEqualTo("team@example.test");
        assertThat(read.get("website").isNull()).isTrue();
    }

    @Test
    void givenTheSameValuesWhenUpdatingThenNoEventIsStored() {
        String org = world.organization(owner);
        String name = owner.api().get("/organization", "orgId", org).text("/data/name");
        String version = owner.api().get("/organization", "orgId", org).header("x-org-version");

        Answer repeated = owner.api().put("/organization", Map.of("orgId", org, "name", name)).expect(200);

        assertThat(repeated.header("x-org-version")).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "upload", "write", "auditor"})
    void givenALowerRoleWhenUpdatingThenAdminRoleIsRequired(String role) {
        String org = world.organization(owner);
        Answer refused = world.member(org, role).api().put("/organization", Map.of("orgId", org, "name", "Mine now"))
                .expect(403, "permission_denied");
        assertThat(refused.text("/error")).isEqualTo("Admin role required");
        assertThat(refused.text("/details/permission")).isEqualTo("org.update_settings");
        assertThat(refused.text("/details/your_role")).isEqualTo(role);
        assertThat(refused.text("/details/required_role")).isEqualTo("admin");
    }

    @Test
    void givenIfMatchWhenTheVersionIsStaleThenPreconditionFailedAndNothingChanges() {
        String org = world.organization(owner);
        String etag = owner.api().get("/organization", "orgId", org).header("etag");
        owner.api().header("if-match", etag).put("/organization", Map.of("orgId", org, "name", "First"))
                .expect(200);

        owner.api().header("if-match", etag).put("/organization", Map.of("orgId", org, "name", "Second"))
                .expect(412);

        assertThat(owner.api().get("/organization", "orgId", org).text("/data/name")).isEqualTo("First");
    }

    @Test
    void givenNoOrgIdWhenUpdatingOrDeletingThenOrgIdIsRequired() {
        owner.api().put("/organization", Map.of("name", "Nameless")).expect(400, "org_id_required");
        owner.api().delete("/organization").expect(400, "org_id_required");
    }

    @Test
    void givenAnAdminWhenDeletingThenSuperAdminRoleIsRequired() {
        String org = world.organization(owner);
        Answer refused = world.member(org, "admin").api().delete("/organization", "orgId", org).expect(403,
                "permission_denied");
        assertThat(refused.text("/error")).isEqualTo("Super admin role required");
    }

    @Test
    void givenASuperAdminWhenDeletingThenEveryRightEndsAtOnceAndTheAuditLogStaysReadable() {
        String org = world.organization(owner);
        Person admin = world.member(org, "admin");

        Answer deleted = owner.api().delete("/organization", "orgId", org).expect(200);

        assertThat(deleted.text("/status")).isEqualTo("Organization deleted");
        assertThat(deleted.text("/id")).isEqualTo(org);
        owner.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        owner.api().put("/organization", Map.of("orgId", org, "name", "Ghost")).expect(404, "organization_not_found");
        owner.api().delete("/organization", "orgId", org).expect(404, "organization_not_found");
        admin.api().get("/organization/members", "orgId", org).expect(404, "organization_not_found");
        admin.api().get("/organization/audit", "orgId", org).expect(404, "organization_not_found");
        assertThat(column(owner.api().get("/organization/audit", "orgId", org).expect(200), "action"))
                .startsWith("organization.deleted");
        world.platform.get("/organization/audit", "orgId", org).expect(200);
    }

    @Test
    void givenAStrangerWhenAskingThenTheAnswerIsThatOfAnUnknownOrganization() {
        String org = world.organization(owner);
        Person stranger = world.person();
        for (String id : List.of(org, "org_0123", "")) {
            if (!id.isEmpty()) {
                assertThat(stranger.api().get("/organization", "orgId", id).expect(404).json())
                        .isEqualTo(stranger.api().get("/organization", "orgId", "org_unknown").json());
                stranger.api().put("/organization", Map.of("orgId", id, "name", 7)).expect(404,
                        "organization_not_found");
                stranger.api().delete("/organization", "orgId", id).expect(404, "organization_not_found");
            }
        }
    }

    @Test
    void givenTheOwnerWhenTransferringToASuperAdminThenOwnershipMoves() {
        String org = world.organization(owner);
        Person heir = world.member(org, "super_admin");
        Person admin = world.member(org, "admin");

        heir.api().post("/organization/owner", Map.of("orgId", org, "email", heir.email())).expect(403,
                "owner_required");
        owner.api().post("/organization/owner", Map.of("orgId", org, "email", admin.email())).expect(409,
                "not_a_super_admin");
        Answer transferred = owner.api()
                .post("/organization/owner", Map.of("orgId", org, "email", heir.email().toUpperCase()))
                .expect(200);

        assertThat(transferred.text("/status")).isEqualTo("Ownership transferred");
        assertThat(transferred.text("/id")).isEqualTo(org);
        assertThat(heir.api().get("/organization/members", "orgId", org).data().valueStream()
                .filter(member -> member.get("is_owner").asBoolean()).map(member -> member.get("uid").asString()))
                .containsExactly(heir.id());
        owner.api().post("/organization/owner", Map.of("orgId", org, "email", owner.email())).expect(403,
                "owner_required");
    }

    static List<String> column(Answer answer, String field) {
        return answer.data().valueStream().map(row -> row.get(field).asString("")).toList();
    }
}
