package dev.orgledger.command.organization;

import java.time.Instant;

import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.RoleCatalog;

/** Rule: a member who accepts gets the invited role only where it gives everything that the present one gives. */
final class AcceptingNeverLowersARole {

    private AcceptingNeverLowersARole() {
    }

    /** The event that uses up the invitation of somebody who is a member already. */
    static RoleChanged accepted(String orgId, String personId, Binding present, PendingInvitation pending) {
        boolean raises = pending.role() != present.role() && RoleCatalog.standard().permissionsOf(pending.role())
                .containsAll(RoleCatalog.standard().permissionsOf(present.role()));
        Instant until = raises ? pending.until() : present.until();
        return new RoleChanged(orgId, personId, raises ? pending.role() : present.role(), until, present.role(),
                present.until(), pending.invitationId());
    }
}
