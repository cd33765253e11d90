package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.organization.OrganizationCommand.DeleteOrganization;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Role;

class DeleteOrganizationTest extends OrganizationFixture {

    @Test
    void givenASuperAdminWhenDeletingThenDeletedAndNoInvitationStands() {
        acme(joined(ALICE, Role.SUPER_ADMIN), invited(BOB, Role.READ, OLGA)).when(new DeleteOrganization(ORG, ALICE))
                .expectEvents(new OrgDeleted(ORG, "Acme"));

        assertThat(invitations.byId(invitationOf(BOB)).orElseThrow().endedAt()).isEqualTo(NOW);
    }

    @Test
    void givenAnAdminWhenDeletingThenPermissionDenied() {
        acme(joined(ALICE, Role.ADMIN)).when(new DeleteOrganization(ORG, ALICE)).expectNoEvents()
                .expectException(new DeniedMatcher("Super admin role required", "org.delete", "admin", "super_admin"));
    }

    @Test
    void givenASuperAdminsKeyThatActsAsAdminWhenDeletingThenPermissionDenied() {
        acme().when(new DeleteOrganization(ORG, keyOf(OLGA, Role.ADMIN))).expectNoEvents()
                .expectException(new DeniedMatcher("Super admin role required", "org.delete", "admin", "super_admin"));
    }

    @Test
    void givenADeletedOrganizationWhenDeletingAgainThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(new DeleteOrganization(ORG, OLGA)),
                ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAStrangerWhenDeletingThenOrganizationNotFound() {
        refused(acme().when(new DeleteOrganization(ORG, ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }
}
