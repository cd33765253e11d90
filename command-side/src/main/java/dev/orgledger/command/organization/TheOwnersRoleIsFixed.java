package dev.orgledger.command.organization;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: before ownership is transferred, the owner neither changes role nor goes. */
final class TheOwnersRoleIsFixed {

    private TheOwnersRoleIsFixed() {
    }

    static void check(OrganizationState state, String personId) {
        if (state.ownedBy(personId)) {
            throw Refusal.of(ErrorCode.OWNER_ROLE_FIXED);
        }
    }
}
