package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.RoleCatalog;

/** Rule: an invitation is worth no more than what the one who vouches for it could grant at that moment. */
final class WhoeverInvitedCouldStillGrantTheRole {

    private WhoeverInvitedCouldStillGrantTheRole() {
    }

    static void check(OrganizationState state, PendingInvitation pending, Instant now) {
        String inviter = pending.invitedBy();
        if (!mayGrant(inviter == null ? null : state.member(inviter, now), pending)) {
            throw Refusal.of(ErrorCode.INVITATION_GONE);
        }
    }

    private static boolean mayGrant(@Nullable Binding inviter, PendingInvitation pending) {
        return inviter != null && RoleCatalog.standard().allows(inviter.role(), Permission.ORG_MANAGE_MEMBERS)
                && NobodyReachesAboveTheOwnRole.mayGrant(inviter.role(), inviter.until(), pending.role(),
                        pending.until());
    }
}
