package dev.orgledger.command.organization;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.ExpireRole;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ExpireRoleTest extends OrganizationFixture {

    private static final Instant END = NOW.plusSeconds(60);

    @Test
    void givenARoleWhoseEndHasComeWhenExpiringThenExpired() {
        acme(joined(BOB, Role.SUPER_ADMIN, END)).andGivenCurrentTime(END).when(expire(SYSTEM))
                .expectEvents(new RoleExpired(ORG, "user_bob", Role.SUPER_ADMIN, END));
    }

    @Test
    void givenARoleThatLastsWhenExpiringThenNothingHappens() {
        acme(joined(BOB, Role.READ, END)).andGivenCurrentTime(END.minusMillis(1)).when(expire(SYSTEM))
                .expectNoEvents().expectSuccessfulHandlerExecution();
        acme(joined(BOB, Role.READ)).when(expire(SYSTEM)).expectNoEvents().expectSuccessfulHandlerExecution();
        acme(joined(BOB, Role.READ, END), new RoleChanged(ORG, "user_bob", Role.READ, null, Role.READ, END, null))
                .andGivenCurrentTime(END).when(expire(SYSTEM)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenNoMemberWhenExpiringThenNothingHappens() {
        acme().when(expire(SYSTEM)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnybodyElseWhenExpiringThenPermissionDenied() {
        refused(acme(joined(BOB, Role.READ, END)).andGivenCurrentTime(END).when(expire(OLGA)),
                ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenADeletedOrganizationWhenExpiringThenOrganizationNotFound() {
        refused(acme(new OrgDeleted(ORG, "Acme")).when(expire(SYSTEM)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    private static ExpireRole expire(Principal by) {
        return new ExpireRole(ORG, "user_bob", by);
    }
}
