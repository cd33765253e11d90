package dev.orgledger.command.organization;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: ownership is passed on by the owner alone. */
final class OnlyTheOwnerPassesOwnershipOn {

    private OnlyTheOwnerPassesOwnershipOn() {
    }

    static void check(boolean owner) {
        if (!owner) {
            throw Refusal.of(ErrorCode.OWNER_REQUIRED);
        }
    }
}
