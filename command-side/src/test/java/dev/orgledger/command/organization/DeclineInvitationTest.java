package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.invitation.InvitationCommand.DeclineInvitation;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class DeclineInvitationTest extends OrganizationFixture {

    @Test
    void givenAnInvitationWhenDecliningThenDeclinedAndANewOneHasToWait() {
        acme(invited(BOB, Role.READ, OLGA)).when(decline(BOB))
                .expectEvents(new InvitationDeclined(ORG, invitationOf(BOB), "user_bob"));

        assertThat(invitations.lastRefusal(ORG, "user_bob")).contains(NOW);
    }

    @Test
    void givenAnInviterWhoLeftWhenDecliningThenDeclinedAllTheSame() {
        acme(invited(BOB, Role.READ, ALICE)).when(decline(BOB))
                .expectEvents(new InvitationDeclined(ORG, invitationOf(BOB), "user_bob"));
    }

    @Test
    void givenADeclinedInvitationWhenDecliningAgainThenInvitationGone() {
        Object invited = invited(BOB, Role.READ, OLGA);
        invitations.ended(invitationOf(BOB), NOW, true);

        refused(acme(invited, new InvitationDeclined(ORG, invitationOf(BOB), "user_bob")).when(decline(BOB)),
                ErrorCode.INVITATION_GONE);
    }

    @Test
    void givenAnInvitationWhoseTimeIsOverWhenDecliningThenInvitationExpired() {
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(decline(BOB)),
                ErrorCode.INVITATION_EXPIRED);
    }

    @Test
    void givenADeletedOrganizationWhenDecliningThenInvitationGone() {
        refused(acme(invited(BOB, Role.READ, OLGA), new OrgDeleted(ORG, "Acme")).when(decline(BOB)),
                ErrorCode.INVITATION_GONE);
    }

    @Test
    void givenAnotherUserWhenDecliningThenInvitationEmailMismatch() {
        refused(acme(invited(BOB, Role.READ, OLGA)).when(decline(OLGA)), ErrorCode.INVITATION_EMAIL_MISMATCH);
    }

    @Test
    void givenANarrowedKeyWhenDecliningThenPermissionDenied() {
        refused(acme(invited(BOB, Role.READ, OLGA)).when(decline(keyOf(BOB, Role.ADMIN))),
                ErrorCode.PERMISSION_DENIED);
    }

    private static DeclineInvitation decline(Principal by) {
        return new DeclineInvitation(ORG, invitationOf(BOB), 1, by);
    }
}
