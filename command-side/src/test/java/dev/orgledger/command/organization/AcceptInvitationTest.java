package dev.orgledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.invitation.InvitationCommand.AcceptInvitation;
import dev.orgledger.command.invitation.InvitationCommand.Accepted;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

class AcceptInvitationTest extends OrganizationFixture {

    private static final Instant LATER = NOW.plusSeconds(3600);

    @Test
    void givenAnInvitationWhenTheInvitedUserAcceptsThenJoined() {
        acme(invited(BOB, Role.WRITE, LATER, OLGA)).when(accept(BOB, 1, BOB))
                .expectEvents(new MemberJoined(ORG, "user_bob", Role.WRITE, LATER, invitationOf(BOB)))
                .expectResultMessagePayload(new Accepted(ORG, Role.WRITE));

        assertThat(invitations.byId(invitationOf(BOB)).orElseThrow().endedAt()).isEqualTo(NOW);
    }

    @Test
    void givenAChangedInvitationWhenAcceptingByItsIdThenJoinedInTheNewRole() {
        acme(invited(BOB, Role.READ, OLGA), vouchedBy(OLGA,
                new InvitationChanged(ORG, invitationOf(BOB), "user_bob", Role.ADMIN, null, Role.READ, null)))
                .when(accept(BOB, null, BOB))
                .expectEvents(new MemberJoined(ORG, "user_bob", Role.ADMIN, null, invitationOf(BOB)));
    }

    @Test
    void givenTheLastMomentWhenAcceptingThenJoinedAndAMomentLaterInvitationExpired() {
        acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK).minusMillis(1))
                .when(accept(BOB, 1, BOB)).expectSuccessfulHandlerExecution();
        refused(acme(invited(BOB, Role.READ, OLGA)).andGivenCurrentTime(NOW.plus(WEEK)).when(accept(BOB, 1, BOB)),
                ErrorCode.INVITATION_EXPIRED);
    }

    @Test
    void givenAnEndDateOfTheRoleThatHasPassedWhenAcceptingThenInvitationExpired() {
        refused(acme(invited(BOB, Role.READ, LATER, OLGA)).andGivenCurrentTime(LATER).when(accept(BOB, 1, BOB)),
                ErrorCode.INVITATION_EXPIRED);
    }

    @Test
    void givenTheSystemHasExpiredItWhenAcceptingThenInvitationExpired() {
        Object invited = invited(BOB, Role.READ, OLGA);
        invitations.ended(invitationOf(BOB), NOW.plus(WEEK), false);

        refused(acme(invited, new InvitationExpired(ORG, invitationOf(BOB), "user_bob"))
                .andGivenCurrentTime(NOW.plus(WEEK)).when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_EXPIRED);
    }

    @Test
    void givenAUsedDeclinedOrRevokedInvitationWhenAcceptingThenInvitationGone() {
        Object invited = invited(BOB, Role.READ, OLGA);

        invitations.ended(invitationOf(BOB), NOW, false);
        refused(acme(invited, new MemberJoined(ORG, "user_bob", Role.READ, null, invitationOf(BOB)))
                .when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);

        invitations.ended(invitationOf(BOB), NOW, true);
        refused(acme(invited, new InvitationDeclined(ORG, invitationOf(BOB), "user_bob")).when(accept(BOB, 1, BOB)),
                ErrorCode.INVITATION_GONE);
        refused(acme(invited, new InvitationRevoked(ORG, invitationOf(BOB), "user_bob"))
                .andGivenCurrentTime(NOW.plus(WEEK).plus(WEEK)).when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);
    }

    @Test
    void givenASecondSendingWhenAcceptingWithTheFirstTokenThenInvitationGone() {
        Object[] history = {invited(BOB, Role.READ, OLGA), vouchedBy(OLGA,
                new InvitationResent(ORG, invitationOf(BOB), "user_bob", 2, NOW.plus(WEEK), NOW.plus(WEEK)))};

        refused(acme(history).when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);
        acme(history).when(accept(BOB, 2, BOB)).expectSuccessfulHandlerExecution();
    }

    @Test
    void givenAnInviterWhoLeftOrWasDemotedWhenAcceptingThenInvitationGone() {
        Object alice = joined(ALICE, Role.ADMIN);
        Object invited = invited(BOB, Role.READ, ALICE);

        refused(acme(alice, invited, new MemberLeft(ORG, "user_alice", Role.ADMIN)).when(accept(BOB, 1, BOB)),
                ErrorCode.INVITATION_GONE);
        refused(acme(alice, invited,
                new RoleChanged(ORG, "user_alice", Role.WRITE, null, Role.ADMIN, null, null))
                .when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);
    }

    @Test
    void givenASuperAdminInviterWhoIsAdminNowWhenAcceptingSuperAdminThenInvitationGone() {
        refused(acme(joined(ALICE, Role.SUPER_ADMIN), invited(BOB, Role.SUPER_ADMIN, ALICE),
                new RoleChanged(ORG, "user_alice", Role.ADMIN, null, Role.SUPER_ADMIN, null, null))
                .when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);
    }

    @Test
    void givenAnInviterWhoLeftWhenAnotherAdminSentItAgainThenJoined() {
        acme(joined(ALICE, Role.ADMIN), invited(BOB, Role.READ, ALICE),
                vouchedBy(OLGA,
                        new InvitationResent(ORG, invitationOf(BOB), "user_bob", 2, NOW.plus(WEEK), NOW.plus(WEEK))),
                new MemberLeft(ORG, "user_alice", Role.ADMIN)).when(accept(BOB, 2, BOB))
                .expectEvents(new MemberJoined(ORG, "user_bob", Role.READ, null, invitationOf(BOB)));
    }

    @Test
    void givenAnotherUserWhenAcceptingThenInvitationEmailMismatch() {
        refused(acme(invited(BOB, Role.READ, OLGA)).when(accept(BOB, 1, CAROL)), ErrorCode.INVITATION_EMAIL_MISMATCH);
    }

    @Test
    void givenAUsedInvitationWhenAnotherUserAcceptsThenInvitationEmailMismatch() {
        Object invited = invited(BOB, Role.READ, OLGA);
        invitations.ended(invitationOf(BOB), NOW, false);

        refused(acme(invited, new MemberJoined(ORG, "user_bob", Role.READ, null, invitationOf(BOB)))
                .when(accept(BOB, 1, CAROL)), ErrorCode.INVITATION_EMAIL_MISMATCH);
    }

    @Test
    void givenNoSuchInvitationWhenAcceptingThenInvitationNotFound() {
        refused(acme().when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_NOT_FOUND);
        invitations.invited("org_other", invitationOf(BOB), "user_bob", null, null, NOW);
        refused(acme().when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_NOT_FOUND);
    }

    @Test
    void givenANarrowedKeyOrThePlatformWhenAcceptingThenPermissionDenied() {
        Object invited = invited(BOB, Role.READ, OLGA);

        refused(acme(invited).when(accept(BOB, 1, keyOf(BOB, null, ORG))), ErrorCode.PERMISSION_DENIED);
        refused(acme(invited).when(accept(BOB, 1, PLATFORM)), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenADeletedOrganizationWhenAcceptingThenInvitationGoneForWhoeverKnowsOfItAndUnknownToOthers() {
        Object[] history = {invited(BOB, Role.READ, OLGA), new OrgDeleted(ORG, "Acme")};

        refused(acme(history).when(accept(BOB, 1, BOB)), ErrorCode.INVITATION_GONE);
        refused(acme(history).when(accept(BOB, null, BOB)), ErrorCode.INVITATION_GONE);
        refused(acme(history).when(accept(BOB, 1, CAROL)), ErrorCode.INVITATION_GONE);
        refused(acme(history).when(accept(BOB, null, CAROL)), ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void givenAHigherRoleAlreadyWhenAcceptingThenItIsNotLowered() {
        acme(invited(BOB, Role.READ, OLGA), joined(BOB, Role.ADMIN)).when(accept(BOB, 1, BOB))
                .expectEvents(
                        new RoleChanged(ORG, "user_bob", Role.ADMIN, null, Role.ADMIN, null, invitationOf(BOB)))
                .expectResultMessagePayload(new Accepted(ORG, Role.ADMIN));
        acme(invited(BOB, Role.READ, OLGA), joined(BOB, Role.AUDITOR)).when(accept(BOB, 1, BOB))
                .expectResultMessagePayload(new Accepted(ORG, Role.AUDITOR));
    }

    @Test
    void givenALowerRoleAlreadyWhenAcceptingThenItIsRaised() {
        acme(invited(BOB, Role.ADMIN, OLGA), joined(BOB, Role.READ, LATER)).when(accept(BOB, 1, BOB))
                .expectEvents(
                        new RoleChanged(ORG, "user_bob", Role.ADMIN, null, Role.READ, LATER, invitationOf(BOB)));
    }

    @Test
    void givenARoleThatIsOverWhenAcceptingThenItExpiresFirst() {
        acme(invited(BOB, Role.READ, OLGA), joined(BOB, Role.ADMIN, LATER)).andGivenCurrentTime(LATER)
                .when(accept(BOB, 1, BOB)).expectEvents(new RoleExpired(ORG, "user_bob", Role.ADMIN, LATER),
                        new MemberJoined(ORG, "user_bob", Role.READ, null, invitationOf(BOB)));
    }

    @Test
    void givenAnOldVersionWhenAcceptingThenVersionMismatch() {
        refused(acme(invited(BOB, Role.READ, OLGA)).when(accept(BOB, 1, BOB), expecting(2)),
                ErrorCode.VERSION_MISMATCH);
    }

    private static AcceptInvitation accept(Principal invited, @Nullable Integer sending, Principal by) {
        return new AcceptInvitation(ORG, invitationOf(invited), sending, by);
    }
}
