package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.invitation.InvitationCommand.ExpireInvitation;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ExpireInvitationTest extends OrganizationFixture {

    @Test
    void givenAnInvitationWhoseTimeIsOverWhenExpiringThenExpired() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(expire(SYSTEM))
                .expectEvents(new InvitationExpired(ORG, invitationOf(BOB), "user_bob"));

        assertThat(invitations.lastRefusal(ORG, "user_bob")).isEmpty();
    }

    @Test
    void givenALiveOrAnsweredInvitationWhenExpiringThenNothingHappens() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK).minusMillis(1)).when(expire(SYSTEM))
                .expectNoEvents().expectSuccessfulHandlerExecution();
        acme(joined(BOB, Role.READ)).when(expire(SYSTEM)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnybodyElseWhenExpiringThenPermissionDenied() {
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(expire(OLGA)),
                ErrorCode.PERMISSION_DENIED);
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(expire(PLATFORM)),
                ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenADeletedOrganizationWhenExpiringThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(expire(SYSTEM)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    private static ExpireInvitation expire(Principal by) {
        return new ExpireInvitation(ORG, invitationOf(BOB), by);
    }
}
