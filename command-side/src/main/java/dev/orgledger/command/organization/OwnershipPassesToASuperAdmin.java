package dev.orgledger.command.organization;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;

/** Rule: the next owner is a super admin, and for good, else a date would leave the organization without its owner. */
final class OwnershipPassesToASuperAdmin {

    private OwnershipPassesToASuperAdmin() {
    }

    static void check(@Nullable Binding next) {
        if (next == null || next.role() != Role.SUPER_ADMIN) {
            throw Refusal.of(ErrorCode.NOT_A_SUPER_ADMIN);
        }
        if (next.until() != null) {
            throw Refusal.of(ErrorCode.NOT_A_SUPER_ADMIN)
                    .saying("Ownership can only pass to a super admin whose role has no end date");
        }
    }
}
