package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class InviteMemberTest extends OrganizationFixture {

    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    @Test
    void givenAnAdminWhenInvitingAnUnknownAddressThenInvited() {
        String nina = "user_for_nina@acme.example";

        acme(joined(ALICE, Role.ADMIN)).when(invite("nina@acme.example", Role.WRITE, null, ALICE))
                .expectEvents(new MemberInvited(ORG, "inv_1", nina, Role.WRITE, null, NOW.plus(WEEK)))
                .expectResultMessagePayload(
                        new Invited("inv_1", "nina@acme.example", Role.WRITE, null, NOW.plus(WEEK)));

        assertThat(invitations.byId("inv_1")).hasValueSatisfying(row -> {
            assertThat(row.firstName()).isEqualTo("Given");
            assertThat(row.lastSentAt()).isEqualTo(NOW);
        });
    }

    @Test
    void givenAnAdminWhenInvitingAnAuditorThenInvited() {
        acme(joined(ALICE, Role.ADMIN)).when(invite(BOB, Role.AUDITOR, null, ALICE))
                .expectEvents(new MemberInvited(ORG, "inv_1", "user_bob", Role.AUDITOR, null, NOW.plus(WEEK)));
    }

    @Test
    void givenAnAdminWhenInvitingASuperAdminThenRoleAboveOwn() {
        refused(acme(joined(ALICE, Role.ADMIN)).when(invite(BOB, Role.SUPER_ADMIN, null, ALICE)),
                ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenASuperAdminsKeyThatActsAsAdminWhenInvitingASuperAdminThenRoleAboveOwn() {
        refused(acme().when(invite(BOB, Role.SUPER_ADMIN, null, keyOf(OLGA, Role.ADMIN))), ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenAnAdminWithAnEndDateWhenInvitingBeyondItThenRoleAboveOwn() {
        Object admin = joined(ALICE, Role.ADMIN, TOMORROW);

        refused(acme(admin).when(invite(BOB, Role.READ, null, ALICE)), ErrorCode.ROLE_ABOVE_OWN);
        refused(acme(admin).when(invite(BOB, Role.READ, TOMORROW.plusSeconds(1), ALICE)), ErrorCode.ROLE_ABOVE_OWN);
        acme(admin).when(invite(BOB, Role.READ, TOMORROW, ALICE)).expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAWriterWhenInvitingThenPermissionDeniedWithBothRoles() {
        acme(joined(ALICE, Role.WRITE)).when(invite(BOB, Role.READ, null, ALICE)).expectNoEvents()
                .expectException(new DeniedMatcher("Insufficient permissions to manage members", "org.manage_members",
                        "write", "admin"));
    }

    @Test
    void givenAStrangerWhenInvitingThenOrganizationNotFound() {
        refused(acme().when(invite(BOB, Role.READ, null, ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAKeyForAnotherOrganizationWhenInvitingThenOrganizationNotFound() {
        refused(acme().when(invite(BOB, Role.READ, null, keyOf(OLGA, null, "org_other"))),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenThePlatformWhenInvitingThenPermissionDenied() {
        refused(acme().when(invite(BOB, Role.READ, null, PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenADeletedOrganizationWhenInvitingThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(invite(BOB, Role.READ, null, OLGA)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
        refused(acme(new OrgDeleted(ORG, "Acme")).when(invite(BOB, Role.READ, null, PLATFORM)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAnOldVersionWhenInvitingThenVersionMismatch() {
        refused(acme().when(invite(BOB, Role.READ, null, OLGA), expecting(1)), ErrorCode.VERSION_MISMATCH);
        acme().when(invite(BOB, Role.READ, null, OLGA), expecting(2)).expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAStrangerWithAnOldVersionWhenInvitingThenOrganizationNotFound() {
        refused(acme().when(invite(BOB, Role.READ, null, ALICE), expecting(1)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAnEndDateThatHasPassedWhenInvitingThenExpirationInPast() {
        refused(acme().when(invite(BOB, Role.READ, NOW, OLGA)), ErrorCode.EXPIRATION_IN_PAST);
    }

    @Test
    void givenAMemberWhenInvitingThatAddressInOtherLettersThenMemberAlreadyExists() {
        refused(acme(joined(BOB, Role.READ)).when(invite("BOB@acme.example", Role.WRITE, null, OLGA)),
                ErrorCode.MEMBER_ALREADY_EXISTS);
    }

    @Test
    void givenALiveInvitationWhenInvitingAgainThenAlreadyInvited() {
        refused(acme(invited(BOB, Role.READ, OLGA)).when(invite(BOB, Role.READ, null, OLGA)),
                ErrorCode.ALREADY_INVITED);
    }

    @Test
    void givenAnInvitationWhoseTimeIsOverWhenInvitingAgainThenItExpiresFirst() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK))
                .when(invite(BOB, Role.WRITE, null, OLGA))
                .expectEvents(new InvitationExpired(ORG, invitationOf(BOB), "user_bob"),
                        new MemberInvited(ORG, "inv_1", "user_bob", Role.WRITE, null, NOW.plus(WEEK).plus(WEEK)));
    }

    @Test
    void givenAMemberWhoseRoleIsOverWhenInvitingThenItExpiresFirst() {
        acme(joined(BOB, Role.READ, TOMORROW)).andGivenCurrentTime(TOMORROW)
                .when(invite(BOB, Role.WRITE, null, OLGA))
                .expectEvents(new RoleExpired(ORG, "user_bob", Role.READ, TOMORROW),
                        new MemberInvited(ORG, "inv_1", "user_bob", Role.WRITE, null, TOMORROW.plus(WEEK)));
    }

    @Test
    void givenARecentRefusalWhenInvitingAgainThenInvitationTooRecentForTheRestOfTheTime() {
        invitations.invited(ORG, "inv_0", "user_bob", null, null, NOW);
        invitations.ended("inv_0", NOW, true);
        Duration cooldown = SETTINGS.reinviteCooldown();

        acme().andGivenCurrentTime(NOW.plus(cooldown).minusSeconds(1)).when(invite(BOB, Role.READ, null, OLGA))
                .expectNoEvents().expectException(new TooRecentMatcher(Duration.ofSeconds(1)));
        acme().andGivenCurrentTime(NOW.plus(cooldown)).when(invite(BOB, Role.READ, null, OLGA))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenARefusalToAnotherOrganizationWhenInvitingThenInvited() {
        invitations.invited("org_other", "inv_0", "user_bob", null, null, NOW);
        invitations.ended("inv_0", NOW, true);

        acme().when(invite(BOB, Role.READ, null, OLGA)).expectSuccessfulHandlerExecution();
    }

    @Test
    void givenFiveSendingsWithinADayWhenInvitingThenInvitationTooRecent() {
        for (int other = 1; other <= 5; other++) {
            invitations.invited("org_" + other, "inv_other_" + other, "user_ivan", null, null, NOW);
        }

        refused(acme().when(invite(IVAN, Role.READ, null, OLGA)), ErrorCode.INVITATION_TOO_RECENT);
    }

    private static InviteMember invite(Principal who, Role role, @Nullable Instant until, Principal by) {
        return invite(emailOf(who).text(), role, until, by);
    }

    private static InviteMember invite(String email, Role role, @Nullable Instant until, Principal by) {
        return new InviteMember(ORG, "inv_1", new EmailAddress(email), role, new PersonName("Given"), null, until, by);
    }
}
