package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 4, the rules about ranks, end dates and the last super admin, over HTTP against everything real. */
class MemberRoleHttpTest {

    private static final String MEMBERS = "/organization/members";

    private final World world = World.shared();
    private final Person owner = world.person();
    private String org;

    @BeforeEach
    void anOrganization() {
        org = world.organization(owner);
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
}
