package dev.orgledger.command.organization;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** What the service does by itself: the ends of time, and giving up a webhook. */
final class SystemOnly {

    private SystemOnly() {
    }

    /** Lets the system through, and nobody else. */
    static void check(OrganizationState state, Principal by) {
        if (state.deleted()) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        if (!(by instanceof Principal.System)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
    }
}
