package dev.orgledger.command.apikey;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Rule: people make keys that act for themselves; only the platform makes keys for others. */
final class AKeyIsMadeForOneself {

    private AKeyIsMadeForOneself() {
    }

    static void check(Principal by, String owner) {
        ANarrowedKeyStaysNarrow.check(by);
        if (!(by instanceof Principal.Platform) && !owner.equals(by.personId())) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
    }
}
