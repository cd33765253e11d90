package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Role;

/** Rule: there is always a super admin whose role has no end date. */
final class AnOrganizationKeepsASuperAdmin {

    private AnOrganizationKeepsASuperAdmin() {
    }

    /** Refuses that person's going. */
    static void without(OrganizationState state, String personId) {
        if (!state.hasLastingSuperAdminBeside(personId)) {
            throw Refusal.of(ErrorCode.LAST_SUPER_ADMIN);
        }
    }

    /** Refuses that person's change to that role. */
    static void with(OrganizationState state, String personId, Role role, @Nullable Instant until) {
        if (role != Role.SUPER_ADMIN || until != null) {
            without(state, personId);
        }
    }
}
