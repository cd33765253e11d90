package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 4, members: every line and every rule, over HTTP against everything real. */
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

    @Test
    void givenAnEndDateWhenItPassesThenTheAccessIsOver() {
        Person member = world.person();
        world.join(org, member, "read", Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS).toString());
        member.api().get("/organization", "orgId", org).expect(200);
        Awaitility.await().atMost(java.time.Duration.ofSeconds(10)).untilAsserted(
                () -> member.api().get("/organization", "orgId", org).expect(404, "organization_not_found"));
        member.api().put("/organization", Map.of("orgId", org, "name", "Too late")).expect(404);
    }

    @Test
    void givenAnEndDateOfTheLastSuperAdminWhenSetThenRefused() {
        Person other = world.member(org, "super_admin");
        String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        other.api().put(MEMBERS, Map.of("orgId", org, "email", owner.email(), "expires_at", tomorrow)).expect(409,
                "owner_role_fixed");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", owner.email(), "expires_at", tomorrow)).expect(403,
                "role_above_own");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", other.email(), "expires_at", tomorrow)).expect(200);
        Map<String, Object> cleared = new HashMap<>(Map.of("orgId", org, "email", other.email()));
        cleared.put("expires_at", null);
        assertThat(owner.api().put(MEMBERS, cleared).expect(200).data().get("expires_at").isNull()).isTrue();
    }

    @Test
    void givenAnEndDateThatIsNoneOrPastWhenChangingThenRefused() {
        Person member = world.member(org, "read");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", member.email(), "expires_at", "tomorrow")).expect(400,
                "invalid_expiration");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", member.email(), "expires_at", "2020-01-01T00:00:00Z"))
                .expect(400, "expiration_in_past");
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
    void givenAnAdminWhenTouchingASuperAdminThenRoleAboveOwn() {
        Person admin = world.member(org, "admin");
        Person second = world.member(org, "super_admin");
        Person reader = world.member(org, "read");
        String pending = world.address();
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", pending, "role", "super_admin")).expect(200);

        admin.api().put(MEMBERS, Map.of("orgId", org, "email", reader.email(), "role", "super_admin")).expect(403,
                "role_above_own");
        admin.api().put(MEMBERS, Map.of("orgId", org, "email", second.email(), "role", "read")).expect(403,
                "role_above_own");
        admin.api().delete(MEMBERS, "orgId", org, "email", second.email()).expect(403, "role_above_own");
        admin.api().post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "super_admin")).expect(403,
                "role_above_own");
        admin.api().put(MEMBERS, Map.of("orgId", org, "email", pending, "role", "read")).expect(403,
                "role_above_own");
        admin.api().delete("/organization/invitations", "orgId", org, "email", pending).expect(403,
                "role_above_own");
    }

    @Test
    void givenAnAdminWithAnEndDateWhenGrantingBeyondItThenRefused() {
        Person admin = world.person();
        world.join(org, admin, "admin", Instant.now().plus(2, ChronoUnit.DAYS).toString());
        Person reader = world.person();
        world.join(org, reader, "read", Instant.now().plus(1, ChronoUnit.DAYS).toString());
        String later = Instant.now().plus(9, ChronoUnit.DAYS).toString();
        admin.api().post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "read")).expect(403,
                "role_above_own");
        admin.api().put(MEMBERS, Map.of("orgId", org, "email", reader.email(), "expires_at", later)).expect(403,
                "role_above_own");
        admin.api().post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "read", "expires_at",
                Instant.now().plus(1, ChronoUnit.DAYS).toString())).expect(200);
    }

    @Test
    void givenTheLastSuperAdminWhenLeavingThenRefused() {
        Answer refused = owner.api().delete(MEMBERS, "orgId", org, "email", owner.email());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isIn("last_super_admin", "owner_role_fixed");
        Person heir = world.member(org, "super_admin");
        owner.api().post("/organization/owner", Map.of("orgId", org, "email", heir.email())).expect(200);
        owner.api().delete(MEMBERS, "orgId", org, "email", owner.email()).expect(200);
        owner.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        Person temporary = world.person();
        world.join(org, temporary, "super_admin", Instant.now().plus(1, ChronoUnit.DAYS).toString());
        temporary.api().delete(MEMBERS, "orgId", org, "email", heir.email()).expect(409);
    }

    @Test
    void givenTheOwnerWhenChangedOrRemovedByAnotherThenOwnerRoleFixed() {
        Person other = world.member(org, "super_admin");
        other.api().put(MEMBERS, Map.of("orgId", org, "email", owner.email(), "role", "read")).expect(409,
                "owner_role_fixed");
        other.api().delete(MEMBERS, "orgId", org, "email", owner.email()).expect(409, "owner_role_fixed");
        owner.api().delete(MEMBERS, "orgId", org, "email", owner.email()).expect(409, "owner_role_fixed");
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
}
