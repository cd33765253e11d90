package dev.orgledger.command.organization;

import java.time.Instant;

import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.member.MemberCommand.ChangeMember;
import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class ChangeMemberTest extends OrganizationFixture {

    private static final Instant SOON = NOW.plusSeconds(3600);
    private static final Instant LATER = NOW.plusSeconds(7200);

    @Test
    void givenAMemberWhenAnAdminChangesTheRoleThenChanged() {
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.READ)).when(role(BOB, Role.WRITE, ALICE))
                .expectEvents(changed(BOB, Role.READ, null, Role.WRITE, null))
                .expectResultMessagePayload(new Changed("user_bob", "bob@acme.example", Role.WRITE, null));
    }

    @Test
    void givenAMemberWhenGivenAnEndDateThenTheRoleIsKept() {
        acme(joined(BOB, Role.READ)).when(until(BOB, SOON, OLGA))
                .expectEvents(changed(BOB, Role.READ, null, Role.READ, SOON));
    }

    @Test
    void givenAnEndDateWhenItIsClearedThenTheRoleIsForGood() {
        acme(joined(BOB, Role.READ, SOON)).when(until(BOB, null, OLGA))
                .expectEvents(changed(BOB, Role.READ, SOON, Role.READ, null));
    }

    @Test
    void givenTheSameRoleWhenChangingThenNothingHappens() {
        acme(joined(BOB, Role.READ)).when(role(BOB, Role.READ, OLGA)).expectNoEvents()
                .expectResultMessagePayload(new Changed("user_bob", "bob@acme.example", Role.READ, null));
        acme().when(role(OLGA, Role.SUPER_ADMIN, OLGA)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAPendingInvitationWhenChangingThenTheInvitationChanges() {
        acme(invited(BOB, Role.READ, OLGA)).when(role(BOB, Role.WRITE, OLGA))
                .expectEvents(
                        new InvitationChanged(ORG, invitationOf(BOB), "user_bob", Role.WRITE, null, Role.READ, null))
                .expectResultMessagePayload(new Changed(null, "bob@acme.example", Role.WRITE, null));
    }

    @Test
    void givenAPendingInvitationWithThatRoleWhenChangingThenNothingHappens() {
        acme(invited(BOB, Role.READ, OLGA)).when(role(BOB, Role.READ, OLGA)).expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnAdminWhenMakingOrUnmakingASuperAdminThenRoleAboveOwn() {
        Object[] members = {joined(ALICE, Role.ADMIN), joined(BOB, Role.READ), joined(CAROL, Role.SUPER_ADMIN)};

        aboveOwn(acme(members).when(role(BOB, Role.SUPER_ADMIN, ALICE)));
        aboveOwn(acme(members).when(role(ALICE, Role.SUPER_ADMIN, ALICE)));
        aboveOwn(acme(members).when(role(CAROL, Role.READ, ALICE)));
        aboveOwn(acme(members).when(role(OLGA, Role.READ, ALICE)));
        aboveOwn(acme(members).when(until(CAROL, SOON, ALICE)));
    }

    @Test
    void givenAPendingSuperAdminWhenAnAdminChangesItThenRoleAboveOwn() {
        aboveOwn(acme(joined(ALICE, Role.ADMIN), invited(BOB, Role.SUPER_ADMIN, OLGA))
                .when(role(BOB, Role.READ, ALICE)));
        aboveOwn(acme(joined(ALICE, Role.ADMIN), invited(BOB, Role.READ, OLGA))
                .when(role(BOB, Role.SUPER_ADMIN, ALICE)));
    }

    @Test
    void givenAnAdminWhenMakingAnAuditorAndBackThenChanged() {
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.WRITE)).when(role(BOB, Role.AUDITOR, ALICE))
                .expectEvents(changed(BOB, Role.WRITE, null, Role.AUDITOR, null));
        acme(joined(ALICE, Role.ADMIN), joined(BOB, Role.AUDITOR)).when(role(BOB, Role.ADMIN, ALICE))
                .expectEvents(changed(BOB, Role.AUDITOR, null, Role.ADMIN, null));
    }

    @Test
    void givenAnEndDateOfOnesOwnWhenChangingItThenRoleAboveOwn() {
        aboveOwn(acme(joined(ALICE, Role.ADMIN, LATER)).when(until(ALICE, null, ALICE)));
        aboveOwn(acme(joined(ALICE, Role.ADMIN, LATER)).when(until(ALICE, SOON, ALICE)));
        aboveOwn(acme(joined(CAROL, Role.SUPER_ADMIN)).when(until(OLGA, SOON, OLGA)));
    }

    @Test
    void givenAnAdminWithAnEndDateWhenGrantingBeyondItThenRoleAboveOwn() {
        Object[] members = {joined(ALICE, Role.ADMIN, SOON), joined(BOB, Role.READ, SOON)};

        aboveOwn(acme(members).when(until(BOB, LATER, ALICE)));
        aboveOwn(acme(members).when(until(BOB, null, ALICE)));
        aboveOwn(acme(joined(ALICE, Role.ADMIN, SOON), joined(BOB, Role.READ)).when(role(BOB, Role.WRITE, ALICE)));
    }

    @Test
    void givenAnAdminWithAnEndDateWhenOnlyTakingAwayThenChanged() {
        acme(joined(ALICE, Role.ADMIN, SOON), joined(BOB, Role.WRITE)).when(role(BOB, Role.READ, ALICE))
                .expectEvents(changed(BOB, Role.WRITE, null, Role.READ, null));
    }

    @Test
    void givenTheOnlySuperAdminWhenSteppingDownThenLastSuperAdmin() {
        refused(acme().when(role(OLGA, Role.ADMIN, OLGA)), ErrorCode.LAST_SUPER_ADMIN);
    }

    @Test
    void givenOnlyASuperAdminWithAnEndDateBesideWhenTheLastingOneChangesThenLastSuperAdmin() {
        Object passing = joined(ALICE, Role.SUPER_ADMIN, LATER);

        refused(acme(passing).when(until(OLGA, SOON, ALICE)), ErrorCode.LAST_SUPER_ADMIN);
        refused(acme(passing).when(role(OLGA, Role.ADMIN, ALICE)), ErrorCode.LAST_SUPER_ADMIN);
        refused(acme(passing).when(role(OLGA, Role.ADMIN, OLGA)), ErrorCode.LAST_SUPER_ADMIN);
    }

    @Test
    void givenAnotherSuperAdminWhenTheOwnersRoleChangesThenOwnerRoleFixed() {
        Object carol = joined(CAROL, Role.SUPER_ADMIN);

        refused(acme(carol).when(role(OLGA, Role.ADMIN, OLGA)), ErrorCode.OWNER_ROLE_FIXED);
        refused(acme(carol).when(role(OLGA, Role.ADMIN, CAROL)), ErrorCode.OWNER_ROLE_FIXED);
        refused(acme(carol).when(until(OLGA, SOON, CAROL)), ErrorCode.OWNER_ROLE_FIXED);
    }

    @Test
    void givenASecondSuperAdminWhenSteppingDownThenChanged() {
        acme(joined(CAROL, Role.SUPER_ADMIN)).when(role(CAROL, Role.ADMIN, CAROL))
                .expectEvents(changed(CAROL, Role.SUPER_ADMIN, null, Role.ADMIN, null));
    }

    @Test
    void givenNoMembershipWhenChangingThenMemberNotFound() {
        refused(acme().when(role(BOB, Role.READ, OLGA)), ErrorCode.MEMBER_NOT_FOUND);
        refused(acme(joined(BOB, Role.READ, SOON)).andGivenCurrentTime(SOON).when(role(BOB, Role.WRITE, OLGA)),
                ErrorCode.MEMBER_NOT_FOUND);
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK))
                .when(role(BOB, Role.WRITE, OLGA)), ErrorCode.MEMBER_NOT_FOUND);
    }

    @Test
    void givenAnEndDateThatHasPassedWhenChangingThenExpirationInPast() {
        refused(acme(joined(BOB, Role.READ)).when(until(BOB, NOW, OLGA)), ErrorCode.EXPIRATION_IN_PAST);
    }

    @Test
    void givenARoleWhenClearingItThenInvalidRole() {
        refused(acme(joined(BOB, Role.READ))
                .when(new ChangeMember(ORG, emailOf(BOB), Change.to(null), Change.keep(), OLGA)),
                ErrorCode.INVALID_ROLE);
    }

    @Test
    void givenAWriterWhenChangingAnybodyThenPermissionDenied() {
        refused(acme(joined(ALICE, Role.WRITE)).when(role(ALICE, Role.READ, ALICE)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenAnAdminWhoseTimeIsOverWhenChangingThenOrganizationNotFound() {
        refused(acme(joined(ALICE, Role.ADMIN, SOON), joined(BOB, Role.READ)).andGivenCurrentTime(SOON)
                .when(role(BOB, Role.WRITE, ALICE)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAnOldVersionWhenChangingThenVersionMismatch() {
        refused(acme(joined(BOB, Role.READ)).when(role(BOB, Role.WRITE, OLGA), expecting(2)),
                ErrorCode.VERSION_MISMATCH);
    }

    private static void aboveOwn(ResultValidator<Organization> outcome) {
        refused(outcome, ErrorCode.ROLE_ABOVE_OWN);
    }

    private static ChangeMember role(Principal who, Role role, Principal by) {
        return new ChangeMember(ORG, emailOf(who), Change.to(role), Change.keep(), by);
    }

    private static ChangeMember until(Principal who, @Nullable Instant until, Principal by) {
        return new ChangeMember(ORG, emailOf(who), Change.keep(), Change.to(until), by);
    }

    private static RoleChanged changed(Principal who, Role from, @Nullable Instant fromUntil, Role to,
            @Nullable Instant toUntil) {
        return new RoleChanged(ORG, id(who), to, toUntil, from, fromUntil, null);
    }
}
