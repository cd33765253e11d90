package dev.orgledger.command.organization;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.RemoveMember;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class RemoveMemberTest extends OrganizationFixture {

    @Test
    void givenAnAdminWhenRemovingAMemberThenRemoved() {
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.WRITE)).when(remove(BOB, ALICE))
                .expectEvents(new MemberRemoved(ORG, "user_bob", Role.WRITE));
    }

    @Test
    void givenAReaderWhenLeavingThenLeft() {
        acme(joined(BOB, Role.READ)).when(new RemoveMember(ORG, new EmailAddress("BOB@acme.example"), BOB))
                .expectEvents(new MemberLeft(ORG, "user_bob", Role.READ));
    }

    @Test
    void givenAReaderWhenRemovingAnotherThenPermissionDenied() {
        acme(joined(BOB, Role.READ), joined(CAROL, Role.READ)).when(remove(CAROL, BOB)).expectNoEvents()
                .expectException(new DeniedMatcher("Insufficient permissions to manage members", "org.manage_members",
                        "read", "admin"));
        refused(acme(joined(BOB, Role.READ)).when(new RemoveMember(ORG, new EmailAddress("who@x.example"), BOB)),
                ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAnAdminWhenRemovingASuperAdminThenRoleAboveOwn() {
        refused(acme(joined(ALICE, Role.ADMIN), joined(CAROL, Role.SUPER_ADMIN)).when(remove(CAROL, ALICE)),
                ErrorCode.ROLE_ABOVE_OWN);
        refused(acme(joined(ALICE, Role.ADMIN)).when(remove(OLGA, ALICE)), ErrorCode.ROLE_ABOVE_OWN);
    }

    @Test
    void givenTheOnlySuperAdminWhenLeavingThenLastSuperAdmin() {
        refused(acme(joined(ALICE, Role.ADMIN)).when(remove(OLGA, OLGA)), ErrorCode.LAST_SUPER_ADMIN);
    }

    @Test
    void givenOnlyASuperAdminWithAnEndDateBesideWhenTheLastingOneGoesThenLastSuperAdmin() {
        Object passing = joined(ALICE, Role.SUPER_ADMIN, NOW.plus(WEEK));

        refused(acme(passing).when(remove(OLGA, OLGA)), ErrorCode.LAST_SUPER_ADMIN);
        refused(acme(passing).when(remove(OLGA, ALICE)), ErrorCode.LAST_SUPER_ADMIN);
    }

    @Test
    void givenAnotherSuperAdminWhenTheOwnerGoesThenOwnerRoleFixed() {
        refused(acme(joined(CAROL, Role.SUPER_ADMIN)).when(remove(OLGA, OLGA)), ErrorCode.OWNER_ROLE_FIXED);
        refused(acme(joined(CAROL, Role.SUPER_ADMIN)).when(remove(OLGA, CAROL)), ErrorCode.OWNER_ROLE_FIXED);
    }

    @Test
    void givenOwnershipTransferredWhenTheFormerOwnerLeavesThenLeft() {
        acme(joined(CAROL, Role.SUPER_ADMIN), new OwnershipTransferred(ORG, "user_carol", "user_olga"))
                .when(remove(OLGA, OLGA)).expectEvents(new MemberLeft(ORG, "user_olga", Role.SUPER_ADMIN));
    }

    @Test
    void givenNoMembershipWhenRemovingThenMemberNotFound() {
        refused(acme().when(remove(BOB, OLGA)), ErrorCode.MEMBER_NOT_FOUND);
        refused(acme(invited(BOB, Role.READ, OLGA)).when(remove(BOB, OLGA)), ErrorCode.MEMBER_NOT_FOUND);
        refused(acme().when(new RemoveMember(ORG, new EmailAddress("nobody@x.example"), OLGA)),
                ErrorCode.MEMBER_NOT_FOUND);
    }

    @Test
    void givenARemovedMemberWhenRemovingAgainThenMemberNotFound() {
        refused(acme(joined(BOB, Role.READ), new MemberRemoved(ORG, "user_bob", Role.READ)).when(remove(BOB, OLGA)),
                ErrorCode.MEMBER_NOT_FOUND);
    }

    @Test
    void givenAStrangerWhenLeavingThenOrganizationNotFound() {
        refused(acme().when(remove(BOB, BOB)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenThePlatformWhenRemovingThenPermissionDenied() {
        refused(acme(joined(BOB, Role.READ)).when(remove(BOB, PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    private static RemoveMember remove(Principal who, Principal by) {
        return new RemoveMember(ORG, emailOf(who), by);
    }
}
