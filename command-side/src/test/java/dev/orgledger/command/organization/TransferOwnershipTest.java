package dev.orgledger.command.organization;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.TransferOwnership;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class TransferOwnershipTest extends OrganizationFixture {

    @Test
    void givenASuperAdminWhenTransferringThenTheNextOwner() {
        acme(joined(ALICE, Role.SUPER_ADMIN)).when(transfer(ALICE, OLGA))
                .expectEvents(new OwnershipTransferred(ORG, "user_alice", "user_olga"));
    }

    @Test
    void givenTheOwnerWhenTransferringToOneselfThenNothingHappens() {
        acme().when(transfer(OLGA, OLGA)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnAdminOrAStrangerWhenTransferringToThemThenNotASuperAdmin() {
        refused(acme(joined(ALICE, Role.ADMIN)).when(transfer(ALICE, OLGA)), ErrorCode.NOT_A_SUPER_ADMIN);
        refused(acme().when(transfer(BOB, OLGA)), ErrorCode.NOT_A_SUPER_ADMIN);
        refused(acme().when(new TransferOwnership(ORG, new EmailAddress("nobody@acme.example"), OLGA)),
                ErrorCode.NOT_A_SUPER_ADMIN);
    }

    @Test
    void givenASuperAdminWithAnEndDateWhenTransferringThenNotASuperAdmin() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN, NOW.plus(WEEK))).when(transfer(ALICE, OLGA)),
                ErrorCode.NOT_A_SUPER_ADMIN);
    }

    @Test
    void givenAnotherSuperAdminWhenTransferringThenOwnerRequired() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN)).when(transfer(ALICE, ALICE)), ErrorCode.OWNER_REQUIRED);
    }

    @Test
    void givenTheFormerOwnerWhenTransferringThenOwnerRequired() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN), new OwnershipTransferred(ORG, "user_alice", "user_olga"))
                .when(transfer(OLGA, OLGA)), ErrorCode.OWNER_REQUIRED);
    }

    @Test
    void givenANarrowedKeyOfTheOwnerWhenTransferringThenPermissionDenied() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN)).when(transfer(ALICE, keyOf(OLGA, Role.SUPER_ADMIN))),
                ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAStrangerWhenTransferringThenOrganizationNotFound() {
        refused(acme().when(transfer(BOB, BOB)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    private static TransferOwnership transfer(Principal to, Principal by) {
        return new TransferOwnership(ORG, emailOf(to), by);
    }
}
