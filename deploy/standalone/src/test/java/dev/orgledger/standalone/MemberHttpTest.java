package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 4, members who are listed, added, changed and removed, over HTTP against everything real. */
class MemberHttpTest {

    private static final String MEMBERS = "/organization/members";

    private final World world = World.shared();
    private final Person owner = world.person();
    private String org;

    @BeforeEach
    void anOrganization() {
        org = world.organization(owner);
    }

    @Test
    void givenMembersAndInvitationsWhenListedThenByJoiningAndInvitationsLast() {
        Person reader = world.member(org, "read");
        String invited = world.address();
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", invited, "role", "write", "first_name", "Grace"))
                .expect(200);

        Answer list = reader.api().get(MEMBERS, "orgId", org).expect(200);

        assertThat(list.json().get("total").asInt()).isEqualTo(3);
        assertThat(column(list, "email")).containsExactly(owner.email(), reader.email(), invited);
        assertThat(column(list, "status")).containsExactly("active", "active", "pending");
        assertThat(column(list, "role")).containsExactly("super_admin", "read", "invite_write");
        JsonNode first = list.data().get(0);
        assertThat(first.get("uid").asString()).isEqualTo(owner.id());
        assertThat(first.get("is_owner").asBoolean()).isTrue();
        assertThat(first.get("first_name").asString()).isEqualTo("Ada");
        assertThat(first.get("expires_at").isNull()).isTrue();
        assertThat(first.get("joined_at").asString()).endsWith("Z");
        JsonNode pending = list.data().get(2);
        assertThat(pending.get("uid").isNull()).isTrue();
        assertThat(pending.get("invitation_id").asString()).startsWith("inv_");
        assertThat(Instant.parse(pending.get("invitation_expires_at").asString()))
                .isCloseTo(Instant.now().plus(7, ChronoUnit.DAYS), within(60));
    }

    private static org.assertj.core.data.TemporalUnitOffset within(long seconds) {
        return new org.assertj.core.data.TemporalUnitWithinOffset(seconds, ChronoUnit.SECONDS);
    }

    @Test
    void givenFiltersWhenListedThenOnlyWhatMatches() {
        Person writer = world.member(org, "write");
        assertThat(column(owner.api().get(MEMBERS, "orgId", org, "email", writer.email().toUpperCase()), "uid"))
                .containsExactly(writer.id());
        assertThat(column(owner.api().get(MEMBERS, "orgId", org, "role", "super_admin"), "uid"))
                .containsExactly(owner.id());
        Answer page = owner.api().get(MEMBERS, "orgId", org, "limit", "1", "page", "1").expect(200);
        assertThat(column(page, "uid")).containsExactly(writer.id());
        Answer first = owner.api().get(MEMBERS, "orgId", org, "limit", "1").expect(200);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org, "limit", "1", "cursor", first.text("/next_cursor")),
                "uid")).containsExactly(writer.id());
    }

    @Test
    void givenNoOrgIdWhenListedThenRequired() {
        owner.api().get(MEMBERS).expect(400, "org_id_required");
    }

    @Test
    void givenAnAdminWhenChangingARoleThenAnsweredAndListed() {
        Person member = world.member(org, "read");
        Answer changed = owner.api().put(MEMBERS, Map.of("orgId", org, "email", member.email(), "role", "admin"))
                .expect(200);
        assertThat(changed.text("/status")).isEqualTo("OK");
        assertThat(changed.text("/data/uid")).isEqualTo(member.id());
        assertThat(changed.text("/data/role")).isEqualTo("admin");
        assertThat(changed.data().get("expires_at").isNull()).isTrue();
        assertThat(column(owner.api().get(MEMBERS, "orgId", org, "email", member.email()), "role"))
                .containsExactly("admin");
        String version = changed.header("x-org-version");
        assertThat(owner.api().put(MEMBERS, Map.of("orgId", org, "email", member.email(), "role", "admin"))
                .expect(200).header("x-org-version")).isEqualTo(version);
    }

    @Test
    void givenAPendingInvitationWhenChangedThenItsRoleChanges() {
        String email = world.address();
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read")).expect(200);
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", email, "role", "admin")).expect(200);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org, "email", email), "role"))
                .containsExactly("invite_admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"king", "SUPER_ADMIN", "owner", "invite_"})
    void givenAnUnknownRoleWhenUsedThenInvalidRole(String role) {
        Person member = world.member(org, "read");
        Answer refused = owner.api().put(MEMBERS, Map.of("orgId", org, "email", member.email(), "role", role))
                .expect(400, "invalid_role");
        assertThat(refused.text("/error")).isEqualTo("Invalid role specified");
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", role)).expect(400,
                "invalid_role");
    }

    @Test
    void givenAMemberWhenRemovedThenEveryAccessEndsAtOnceAndARepeatIsUnknown() {
        Person member = world.member(org, "write");
        assertThat(owner.api().raw("DELETE", MEMBERS,
                "{\"orgId\":\"" + org + "\",\"email\":\"" + member.email() + "\"}", "application/json").expect(200)
                .json()).isEqualTo(Api.JSON.readTree("{\"status\":\"OK\"}"));
        member.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "uid")).containsExactly(owner.id());
        Answer again = owner.api().delete(MEMBERS, "orgId", org, "email", member.email()).expect(404,
                "member_not_found");
        assertThat(again.text("/error")).isEqualTo("Member not found");
    }

    @Test
    void givenAPlainMemberWhenLeavingThenAllowedButRemovingOthersIsNot() {
        Person reader = world.member(org, "read");
        Person writer = world.member(org, "write");
        Answer refused = reader.api().delete(MEMBERS, "orgId", org, "email", writer.email()).expect(403,
                "permission_denied");
        assertThat(refused.text("/error")).isEqualTo("Insufficient permissions to manage members");
        reader.api().delete(MEMBERS, "orgId", org, "email", world.address()).expect(403, "permission_denied");
        reader.api().delete(MEMBERS, "orgId", org, "email", reader.email().toUpperCase()).expect(200);
        reader.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
    }

    @Test
    void givenAnAddressThatIsNoTextWhenRemovingThenThePermissionIsAskedForFirst() {
        Person reader = world.member(org, "read");
        for (String email : List.of("7", "null", "[\"" + reader.email() + "\"]", "{}")) {
            String body = "{\"orgId\":\"" + org + "\",\"email\":" + email + "}";
            reader.api().raw("DELETE", MEMBERS, body, "application/json").expect(403, "permission_denied");
            world.person().api().raw("DELETE", MEMBERS, body, "application/json").expect(404,
                    "organization_not_found");
            owner.api().raw("DELETE", MEMBERS, body, "application/json").expect(400,
                    email.equals("null") ? "invalid_email" : "invalid_body");
        }
    }

    @Test
    void givenUnknownAddressesWhenManagedThenMemberNotFound() {
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "read")).expect(404,
                "member_not_found");
        owner.api().delete(MEMBERS, "orgId", org, "email", world.address()).expect(404, "member_not_found");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", "nobody", "role", "read")).expect(400,
                "invalid_email");
    }

    @Test
    void givenProvisioningWhenNotByThePlatformThenDenied() {
        Person person = world.person();
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", person.email(), "role", "read", "direct", true))
                .expect(403, "permission_denied");
        Answer joined = world.platform
                .post(MEMBERS, Map.of("orgId", org, "email", person.email(), "role", "read", "direct", true))
                .expect(200);
        assertThat(joined.text("/data/uid")).isEqualTo(person.id());
        assertThat(joined.text("/data/role")).isEqualTo("read");
        Answer again = world.platform
                .post(MEMBERS, Map.of("orgId", org, "email", person.email(), "role", "read", "direct", true))
                .expect(200);
        assertThat(again.header("x-org-version")).as("what is true already stores no event")
                .isEqualTo(joined.header("x-org-version"));
        world.platform.post(MEMBERS, Map.of("orgId", org, "email", person.email(), "role", "write", "direct", true))
                .expect(409, "member_already_exists");
        world.platform.post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "read", "direct", true))
                .expect(404, "user_not_found");
    }

    @Test
    void givenAStrangerWhenManagingMembersThenTheOrganizationIsUnknown() {
        Person stranger = world.person();
        stranger.api().get(MEMBERS, "orgId", org).expect(404, "organization_not_found");
        stranger.api().post(MEMBERS, Map.of("orgId", org, "email", "not an address")).expect(404,
                "organization_not_found");
        stranger.api().put(MEMBERS, Map.of("orgId", org, "email", owner.email(), "role", "read")).expect(404,
                "organization_not_found");
        stranger.api().delete(MEMBERS, "orgId", org, "email", owner.email()).expect(404, "organization_not_found");
        stranger.api().post(MEMBERS, Collections.singletonMap("email", owner.email())).expect(400,
                "org_id_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "email", "role", "invite_type", "first_name", "expires_at"})
    void givenAMistypedFieldWhenAddingThenFirstThePartThenThePermissionThenTheField(String field) {
        Map<String, Object> wish = new HashMap<>(Map.of("orgId", org, "email", world.address()));
        wish.put(field, List.of(7));

        world.person().api().post(MEMBERS, wish).expect(404, "organization_not_found");
        world.member(org, "write").api().post(MEMBERS, wish).expect(403, "permission_denied");
        owner.api().post(MEMBERS, wish).expect(400);
    }

    @Test
    void givenAMistypedOrgIdWhenAddingThenInvalidBodyForEverybody() {
        Map<String, ?> wish = Map.of("orgId", 7, "email", world.address(), "role", "read");
        world.person().api().post(MEMBERS, wish).expect(400, "invalid_body");
        owner.api().post(MEMBERS, wish).expect(400, "invalid_body");
        world.platform.post(MEMBERS, wish).expect(400, "invalid_body");
    }

    @Test
    void givenThePlatformWhenItAddsThenOnlyDirectlyAndTheOrganizationComesBeforeTheFields() {
        world.platform.post(MEMBERS, Map.of("orgId", "org_unknown", "direct", 7)).expect(404,
                "organization_not_found");
        world.platform.post(MEMBERS, Map.of("orgId", org, "direct", 7)).expect(400, "invalid_body");
        world.platform.post(MEMBERS, Map.of("orgId", org, "email", 7)).expect(403, "permission_denied");
    }
}
