package dev.orgledger.command.apikey;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/**
 * Rule: a narrowed key may not touch what would widen it: keys, its user, its user's invitations, ownership, new
 * organizations.
 */
public final class ANarrowedKeyStaysNarrow {

    private ANarrowedKeyStaysNarrow() {
    }

    /** Refuses a narrowed key. */
    public static void check(Principal principal) {
        if (principal.narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).saying("A narrowed API key may not do this");
        }
    }
}
