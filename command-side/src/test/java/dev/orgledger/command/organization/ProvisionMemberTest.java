package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ProvisionMemberTest extends OrganizationFixture {

    @Test
    void givenThePlatformWhenProvisioningAUserThenJoined() {
        acme().when(provision(BOB, Role.SUPER_ADMIN, PLATFORM)).expectEvents(joined(BOB, Role.SUPER_ADMIN))
                .expectResultMessagePayload(new Changed("user_bob", "bob@acme.example", Role.SUPER_ADMIN, null));
    }

    @Test
    void givenALiveInvitationWhenProvisioningThenItIsUsedUp() {
        acme(invited(BOB, Role.READ, OLGA)).when(provision(BOB, Role.WRITE, PLATFORM))
                .expectEvents(new MemberJoined(ORG, "user_bob", Role.WRITE, null, invitationOf(BOB)));

        assertThat(invitations.byId(invitationOf(BOB)).orElseThrow().endedAt()).isEqualTo(NOW);
    }

    @Test
    void givenTheSameMembershipWhenProvisioningThenNothingHappens() {
        acme(joined(BOB, Role.WRITE)).when(provision(BOB, Role.WRITE, PLATFORM)).expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnotherRoleWhenProvisioningThenMemberAlreadyExists() {
        refused(acme(joined(BOB, Role.READ)).when(provision(BOB, Role.WRITE, PLATFORM)),
                ErrorCode.MEMBER_ALREADY_EXISTS);
    }

    @Test
    void givenARoleThatIsOverWhenProvisioningThenItExpiresFirst() {
        acme(joined(BOB, Role.READ, NOW.plus(WEEK))).andGivenCurrentTime(NOW.plus(WEEK))
                .when(provision(BOB, Role.WRITE, PLATFORM))
                .expectEvents(new RoleExpired(ORG, "user_bob", Role.READ, NOW.plus(WEEK)), joined(BOB, Role.WRITE));
    }

    @Test
    void givenSomebodyUnregisteredWhenProvisioningThenUserNotFound() {
        refused(acme().when(provision(IVAN, Role.READ, PLATFORM)), ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void givenTheOwnerWhenProvisioningThenPermissionDenied() {
        refused(acme().when(provision(BOB, Role.READ, OLGA)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAStrangerWhenProvisioningThenOrganizationNotFound() {
        refused(acme().when(provision(BOB, Role.READ, ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenADeletedOrganizationWhenProvisioningThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(provision(BOB, Role.READ, PLATFORM)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    private static ProvisionMember provision(Principal who, Role role, Principal by) {
        return new ProvisionMember(ORG, emailOf(who), role, null, by);
    }
}
