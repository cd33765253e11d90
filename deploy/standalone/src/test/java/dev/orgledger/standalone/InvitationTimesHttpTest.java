package dev.orgledger.standalone;

import static dev.orgledger.standalone.ConfiguredWorld.patience;
import static dev.orgledger.standalone.OrganizationHttpTest.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Invitations by real mail, behind a captcha, and what time does to them and to roles. */
class InvitationTimesHttpTest {

    private static final String MEMBERS = "/organization/members";
    private static final String INVITATIONS = "/organization/invitations";
    private static final ConfiguredWorld CONFIGURED = ConfiguredWorld.shared();

    private final World world = CONFIGURED.world;
    private final Person owner = world.person();
    private final String org = world.organization(owner);

    @Test
    void givenACallerByTokenWhenInvitingThenACaptchaIsSolved() {
        Api api = world.api
                .as(CONFIGURED.identities.bearer(CONFIGURED.identities.claims(world.address(), claims -> claims)));
        String id = api.post("/organization", Map.of("name", "Mine")).expect(200).text("/id");
        Map<String, String> wish = Map.of("orgId", id, "email", world.address(), "role", "read");

        api.post(MEMBERS, wish).expect(400, "captcha_required");
        api.post(MEMBERS, with(wish, "captcha_token", "bad")).expect(400, "captcha_failed");
        CONFIGURED.whileTheCaptchaProviderIsDown(() -> {
            Answer down = api.post(MEMBERS, with(wish, "captcha_token", "good")).expect(503, "captcha_unavailable");
            assertThat(Long.parseLong(down.header("retry-after"))).isPositive();
            owner.api().post(MEMBERS, with(wish, "orgId", org)).expect(200);
        });
        api.post(MEMBERS, with(wish, "captcha_token", "good")).expect(200);
    }

    @Test
    void givenAnSmtpServerWhenInvitedThenOneMailComesWhoseTokenAccepts() {
        Person invited = world.person();
        invite(invited.email());
        String token = CONFIGURED.token(invited.email(), 1);

        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(200);

        String other = world.address();
        invite(other);
        CONFIGURED.token(other, 1);
        assertThat(CONFIGURED.tokens(invited.email())).hasSize(1);
        assertThat(world.data.resolve("mail")).doesNotExist();
    }

    @Test
    void givenTheCooldownIsOverWhenResentThenANewTokenLivesAnewAndTheOldIsGone() {
        Person invited = world.person();
        Instant firstEnd = end(invite(invited.email()));
        Map<String, String> wish = Map.of("orgId", org, "email", invited.email());
        owner.api().post(INVITATIONS + "/resend", wish).expect(429, "invitation_too_recent");
        String first = CONFIGURED.token(invited.email(), 1);
        waitUntil(firstEnd.minusSeconds(2));

        owner.api().post(INVITATIONS + "/resend", wish).expect(200);

        String second = CONFIGURED.token(invited.email(), 2);
        Answer listed = owner.api().get(INVITATIONS, "orgId", org).expect(200);
        assertThat(Instant.parse(listed.text("/data/0/invitation_expires_at"))).isAfter(firstEnd);
        waitUntil(firstEnd);
        world.api.get(INVITATIONS + "/preview", "token", first).expect(410, "invitation_gone");
        invited.api().post(INVITATIONS + "/accept", Map.of("token", first)).expect(410, "invitation_gone");
        world.api.get(INVITATIONS + "/preview", "token", second).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", second)).expect(200);
    }

    @Test
    void givenAnInvitationWhenItsLifetimeIsOverThenExpiredAuditedAndTheAddressIsFree() {
        Person invited = world.person();
        Instant end = end(invite(invited.email()));
        String token = CONFIGURED.token(invited.email(), 1);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "status")).containsExactly("active", "pending");
        waitUntil(end);

        assertExpired(invited, token);
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "status")).containsExactly("active");
        assertThat(column(owner.api().get(INVITATIONS, "orgId", org), "email")).isEmpty();
        awaitEntry("invitation.expired", invited.id());
        assertExpired(invited, token);

        invite(invited.email());
        invited.api().post(INVITATIONS + "/accept", Map.of("token", CONFIGURED.token(invited.email(), 2))).expect(200);
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_expired");
    }

    @Test
    void givenARevocationWhenInvitedAgainThenOnlyAfterTheCooldown() {
        String email = world.address();
        invite(email);
        owner.api().delete(INVITATIONS, "orgId", org, "email", email).expect(200);
        Map<String, String> wish = Map.of("orgId", org, "email", email, "role", "read");

        Answer tooSoon = owner.api().post(MEMBERS, wish).expect(429, "invitation_too_recent");

        assertThat(Long.parseLong(tooSoon.header("retry-after"))).isBetween(1L, 2L);
        patience().untilAsserted(() -> owner.api().post(MEMBERS, wish).expect(200));
    }

    @Test
    void givenARoleWithAnEndDateWhenItComesThenAccessEndsOnBothSidesAndIsAudited() {
        Person guest = world.person();
        Instant end = Instant.now().plusSeconds(3);
        world.join(org, guest, "admin", end.toString());
        guest.api().get("/organization", "orgId", org).expect(200);
        guest.api().put("/organization", Map.of("orgId", org, "name", "By the guest")).expect(200);
        waitUntil(end);

        guest.api().get("/organization", "orgId", org).expect(404, "organization_not_found");
        guest.api().put("/organization", Map.of("orgId", org, "name", "Too late")).expect(404,
                "organization_not_found");
        assertThat(column(guest.api().get("/organization").expect(200), "id")).isEmpty();
        awaitEntry("role.expired", guest.id());
        assertThat(column(owner.api().get(MEMBERS, "orgId", org), "uid")).containsExactly(owner.id());
    }

    private Answer invite(String email) {
        return owner.api().post(MEMBERS, Map.of("orgId", org, "email", email, "role", "read", "first_name", "Guest"))
                .expect(200);
    }

    private static Instant end(Answer invited) {
        return Instant.parse(invited.text("/data/invitation_expires_at"));
    }

    private void assertExpired(Person invited, String token) {
        world.api.get(INVITATIONS + "/preview", "token", token).expect(410, "invitation_expired");
        invited.api().post(INVITATIONS + "/accept", Map.of("token", token)).expect(410, "invitation_expired");
        invited.api().post(INVITATIONS + "/decline", Map.of("token", token)).expect(410, "invitation_expired");
    }

    private void awaitEntry(String action, String personId) {
        patience().untilAsserted(() -> {
            Answer audit = owner.api().get("/organization/audit", "orgId", org, "action", action).expect(200);
            assertThat(audit.data()).hasSize(1);
            assertThat(audit.text("/data/0/target/id")).isEqualTo(personId);
            assertThat(audit.text("/data/0/actor/type")).isEqualTo("system");
        });
    }

    private static void waitUntil(Instant time) {
        patience().until(() -> !Instant.now().isBefore(time));
    }

    private static Map<String, String> with(Map<String, String> wish, String name, String value) {
        Map<String, String> more = new HashMap<>(wish);
        more.put(name, value);
        return more;
    }
}
