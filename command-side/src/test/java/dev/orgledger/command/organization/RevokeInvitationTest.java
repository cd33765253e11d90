package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.invitation.InvitationCommand.RevokeInvitation;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class RevokeInvitationTest extends OrganizationFixture {

    @Test
    void givenAnInvitationWhenRevokingThenRevokedAndANewOneHasToWait() {
        acme(invited(BOB, Role.READ, OLGA)).when(revoke(OLGA))
                .expectEvents(new InvitationRevoked(ORG, invitationOf(BOB), "user_bob"));

        assertThat(invitations.lastRefusal(ORG, "user_bob")).contains(NOW);
    }

    @Test
    void givenARevokedInvitationWhenRevokingAgainThenInvitationNotFound() {
        refused(acme(invited(BOB, Role.READ, OLGA), new InvitationRevoked(ORG, invitationOf(BOB), "user_bob"))
                .when(revoke(OLGA)), ErrorCode.INVITATION_NOT_FOUND);
    }

    @Test
    void givenAnInvitationWhoseTimeIsOverWhenRevokingThenInvitationNotFound() {
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(revoke(OLGA)),
                ErrorCode.INVITATION_NOT_FOUND);
    }

    @Test
    void givenAPendingSuperAdminWhenAnAdminRevokesThenRoleAboveOwn() {
        refused(acme(joined(ALICE, Role.ADMIN), invited(BOB, Role.SUPER_ADMIN, OLGA)).when(revoke(ALICE)),
                ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenAReaderWhenRevokingThenPermissionDenied() {
        refused(acme(joined(ALICE, Role.READ), invited(BOB, Role.READ, OLGA)).when(revoke(ALICE)),
                ErrorCode.PERMISSION_DENIED);
    }

    private static RevokeInvitation revoke(Principal by) {
        return new RevokeInvitation(ORG, emailOf(BOB), by);
    }
}
