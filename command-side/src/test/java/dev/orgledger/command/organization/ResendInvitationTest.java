package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.invitation.InvitationCommand.ResendInvitation;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ResendInvitationTest extends OrganizationFixture {

    private static final Instant COOLED_DOWN = NOW.plus(SETTINGS.resendCooldown());

    @Test
    void givenACooledDownInvitationWhenResendingThenAWeekFromNow() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(COOLED_DOWN).when(resend(OLGA)).expectEvents(
                new InvitationResent(ORG, invitationOf(BOB), "user_bob", 2, COOLED_DOWN.plus(WEEK), NOW.plus(WEEK)));

        assertThat(invitations.byId(invitationOf(BOB)).orElseThrow().sending()).isEqualTo(2);
    }

    @Test
    void givenARecentInvitationWhenResendingThenInvitationTooRecentForTheRestOfTheTime() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(COOLED_DOWN.minusSeconds(2)).when(resend(OLGA))
                .expectNoEvents().expectException(new TooRecentMatcher(Duration.ofSeconds(2)));
    }

    @Test
    void givenFiveSendingsWithinADayWhenResendingThenInvitationTooRecent() {
        Object invited = invited(BOB, Role.READ, OLGA);
        for (int other = 1; other <= 4; other++) {
            invitations.invited("org_" + other, "inv_" + other, "user_bob", null, null, NOW);
        }

        refused(acme(invited).andGivenCurrentTime(COOLED_DOWN).when(resend(OLGA)), ErrorCode.INVITATION_TOO_RECENT);
        acme(invited).andGivenCurrentTime(NOW.plus(Duration.ofDays(1)).plusMillis(1)).when(resend(OLGA))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAPendingSuperAdminWhenAnAdminResendsThenRoleAboveOwn() {
        refused(acme(joined(ALICE, Role.ADMIN), invited(BOB, Role.SUPER_ADMIN, OLGA)).andGivenCurrentTime(COOLED_DOWN)
                .when(resend(ALICE)), ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenNoLiveInvitationWhenResendingThenInvitationNotFound() {
        refused(acme().when(resend(OLGA)), ErrorCode.INVITATION_NOT_FOUND);
        refused(acme(joined(BOB, Role.READ)).when(resend(OLGA)), ErrorCode.INVITATION_NOT_FOUND);
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(resend(OLGA)),
                ErrorCode.INVITATION_NOT_FOUND);
    }

    @Test
    void givenAWriterWhenResendingThenPermissionDenied() {
        refused(acme(joined(ALICE, Role.WRITE), invited(BOB, Role.READ, OLGA)).when(resend(ALICE)),
                ErrorCode.PERMISSION_DENIED);
    }

    private static ResendInvitation resend(Principal by) {
        return new ResendInvitation(ORG, emailOf(BOB), by);
    }
}
