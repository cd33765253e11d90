package dev.orgledger.standalone;

import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 4, invitations: every line and every rule, over HTTP against everything real. */
class InvitationHttpTest {

    private static final String MEMBERS = "/organization/members";
    private static final String INVITATIONS = "/organization/invitations";

    private final World world = World.shared();
    private final Person owner = world.person();
    private String org;

    @BeforeEach
    void anOrganization() {
        org = world.organization(owner);
    }

    @Test
    void givenAnAddressWhenInvitedThenAnsweredMailedPreviewedAndListed() {
        String email = world.address();
        Answer invited = owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "invite_type", "write",
                "first_name", "Grace", "last_name", "<b>Hopper</b>")).expect(200);

        assertThat(invited.text("/status")).isEqualTo("OK");
        assertThat(invited.data().propertyNames()).containsExactlyInAnyOrder("invitation_id", "uid", "email", "role",
                "image_url", "expires_at", "invitation_expires_at");
        assertThat(invited.data().get("uid").isNull()).isTrue();
        assertThat(invited.text("/data/role")).isEqualTo("invite_write");
        assertThat(invited.text("/data/email")).isEqualTo(email);

        Answer preview = world.api.get(INVITATIONS + "/preview", "token", world.token(email, 1)).expect(200);
        assertThat(preview.data().propertyNames()).containsExactlyInAnyOrder("org_name", "logo", "role", "email",
                "invitation_expires_at");
        assertThat(preview.text("/data/role")).isEqualTo("write");
        assertThat(preview.text("/data/email")).isEqualTo(email);

        Answer list = owner.api().get(INVITATIONS, "orgId", org).expect(200);
        assertThat(list.data().get(0).propertyNames()).contains("invitation_id", "org_id", "org_name", "email",
                "role", "invited_by", "first_name", "last_name", "created_at", "invitation_expires_at");
        assertThat(column(list, "last_name")).containsExactly("Hopper");
        assertThat(column(list, "email")).containsExactly(email);
    }

    @Test
    void givenTheInvitedUserWhenAcceptingByTokenThenAMemberAndTheTokenIsUsedUp() {
        Person invited = world.person();
        String token = world.invite(owner, org, invited.email(), "write");

        Answer accepted = invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(200);

        assertThat(accepted.text("/status")).isEqualTo("OK");
        assertThat(accepted.text("/data/org_id")).isEqualTo(org);
        assertThat(accepted.text("/data/role")).isEqualTo("write");
        assertThat(column(invited.api().get("/organization"), "role")).containsExactly("write");
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_gone");
        world.api.get(INVITATIONS + "/preview", "token", token).expect(410, "invitation_gone");
    }

    @Test
    void givenSomeoneInvitedBeforeRegisteringWhenRegisteredThenTheIdIsKeptAndTheInvitationIsTheirs() {
        String email = world.address();
        world.invite(owner, org, email, "read");
        Person person = world.person(email);

        Answer own = person.api().get(INVITATIONS).expect(200);
        assertThat(column(own, "org_id")).containsExactly(org);
        String id = own.data().get(0).get("invitation_id").asString();
        person.api().post(INVITATIONS + "/accept", Map.of("invitation_id", id)).expect(200);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "uid")).contains(person.id());
        assertThat(person.api().get("/user").text("/data/first_name")).isEqualTo("Ada");
    }

    @Test
    void givenAnotherUserWhenAcceptingThenMismatch() {
        String token = world.invite(owner, org, world.address(), "read");
        world.person().api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(403,
                "invitation_email_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "oli_0000000000000000000000000000000000000000000000000"})
    void givenAnUnknownTokenWhenUsedThenNotFound(String token) {
        owner.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(404, "invitation_not_found");
        world.api.get(INVITATIONS + "/preview", "token", token).expect(404, "invitation_not_found");
    }

    @Test
    void givenAWellFormedTokenOfNobodyWhenUsedThenNotFound() {
        String token = Secret.generate(Secret.Kind.INVITATION).reveal();
        owner.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(404, "invitation_not_found");
        world.api.get(INVITATIONS + "/preview", "token", token).expect(404, "invitation_not_found");
    }

    @Test
    void givenTheInvitedUserWhenDecliningThenGoneAndTheAddressRests() {
        Person invited = world.person();
        String token = world.invite(owner, org, invited.email(), "read");
        invited.api().post(INVITATIONS + "/decline", Map.of("token", token)).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_gone");
        Answer tooSoon = owner.api().post(MEMBERS, Map.of("orgId", org, "email", invited.email(), "role", "read"))
                .expect(429, "invitation_too_recent");
        assertThat(Long.parseLong(tooSoon.header("retry-after"))).isBetween(3 * 3600L - 60, 3 * 3600L);
    }

    @Test
    void givenALiveInvitationWhenRevokedThenGoneUnlistedAndARepeatIsUnknown() {
        Person invited = world.person();
        String token = world.invite(owner, org, invited.email(), "read");
        owner.api().delete(INVITATIONS, "orgId", org, "email", invited.email()).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_gone");
        assertThat(owner.api().get(INVITATIONS, "orgId", org).json().get("total").asInt()).isZero();
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "status")).containsExactly("active");
        owner.api().delete(INVITATIONS, "orgId", org, "email", invited.email()).expect(404, "invitation_not_found");
    }

    @Test
    void givenALiveInvitationWhenResentTooSoonThenRefusedWithRetryAfter() {
        String email = world.address();
        world.invite(owner, org, email, "read");
        Answer tooSoon = owner.api().post(INVITATIONS + "/resend", Map.of("orgId", org, "email", email)).expect(429,
                "invitation_too_recent");
        assertThat(Long.parseLong(tooSoon.header("retry-after"))).isBetween(1L, 300L);
        owner.api().post(INVITATIONS + "/resend", Map.of("orgId", org, "email", world.address())).expect(404,
                "invitation_not_found");
    }

    @Test
    void givenAMemberOrALiveInvitationWhenInvitedAgainThenRefused() {
        Person member = world.member(org, "read");
        Answer refused = owner.api().post(MEMBERS, Map.of("orgId", org, "email", member.email(), "role", "read"))
                .expect(409, "member_already_exists");
        assertThat(refused.text("/error")).isEqualTo("Member already exists in organization");
        String email = world.address();
        world.invite(owner, org, email, "read");
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", email.toUpperCase(), "role", "write")).expect(409,
                "already_invited");
    }

    @Test
    void givenOneAddressWhenInvitedBySixOrganizationsThenTheSixthIsTooMany() {
        String email = world.address();
        for (int i = 0; i < 5; i++) {
            owner.api().post(MEMBERS, Map.of("orgId", world.organization(owner), "email", email, "role", "read"))
                    .expect(200);
        }
        owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read")).expect(429,
                "invitation_too_recent");
    }

    @Test
    void givenAnInviterWhoLostTheRightWhenAcceptedThenGone() {
        Person admin = world.member(org, "admin");
        Person invited = world.person();
        String token = world.invite(admin, org, invited.email(), "admin");
        owner.api().put(MEMBERS, Map.of("orgId", org, "email", admin.email(), "role", "read")).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_gone");
    }

    @Test
    void givenADeletedOrganizationWhenAnsweredThenGoneAsInThePreview() {
        Person invited = world.person();
        String token = world.invite(owner, org, invited.email(), "read");
        String id = invited.api().get(INVITATIONS).data().get(0).get("invitation_id").asString();
        owner.api().delete("/organization", "orgId", org).expect(200);

        world.api.get(INVITATIONS + "/preview", "token", token).expect(410, "invitation_gone");
        for (String answer : List.of("/accept", "/decline")) {
            invited.api().post(INVITATIONS + answer, Map.of("token", token)).expect(410, "invitation_gone");
            invited.api().post(INVITATIONS + answer, Map.of("invitation_id", id)).expect(410, "invitation_gone");
            world.person().api().post(INVITATIONS + answer, Map.of("token", token)).expect(410, "invitation_gone");
        }
    }

    @Test
    void givenAMemberMeanwhileWhenAcceptingThenTheRoleIsNeverLowered() {
        Person invited = world.person();
        String token = world.invite(owner, org, invited.email(), "read");
        world.join(org, invited, "admin", null);
        Answer late = invited.api().post(INVITATIONS + "/accept", Map.of("token", token));
        assertThat(late.status()).isIn(200, 410);
        assertThat(column(invited.api().get("/organization"), "role")).containsExactly("admin");
    }

    @Test
    void givenAReaderWhenManagingInvitationsThenDenied() {
        Person reader = world.member(org, "read");
        String email = world.address();
        world.invite(owner, org, email, "read");
        reader.api().get(INVITATIONS, "orgId", org).expect(403, "permission_denied");
        reader.api().post(MEMBERS, Map.of("orgId", org, "email", world.address(), "role", "read")).expect(403,
                "permission_denied");
        reader.api().post(INVITATIONS + "/resend", Map.of("orgId", org, "email", email)).expect(403,
                "permission_denied");
        reader.api().delete(INVITATIONS, "orgId", org, "email", email).expect(403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a b@example.test", "a@b", "A <a@example.test>", "a@exa\nmple.test"})
    void givenABadAddressWhenInvitingThenInvalidEmail(String email) {
        Answer refused = owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read")).expect(400,
                "invalid_email");
        assertThat(refused.text("/error")).isEqualTo("Invalid email format");
    }

    @Test
    void givenAnEndDateOfTheRoleWhenInvitedThenItHoldsAfterAccepting() {
        Person invited = world.person();
        String end = Instant.now().plus(Duration.ofDays(30)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        owner.api().post(MEMBERS,
                Map.of("orgId", org, "email", invited.email(), "role", "auditor", "expires_at", end)).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", world.token(invited.email(), 1))).expect(200);
        Awaitility.await().untilAsserted(() -> assertThat(
                column(owner.api().get(MEMBERS, "orgId", org, "email", invited.email()), "expires_at"))
                .containsExactly(end));
        invited.api().get("/organization/audit", "orgId", org).expect(200);
    }
}
