package dev.orgledger.command.user;

import dev.orgledger.command.apikey.ANarrowedKeyStaysNarrow;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Rule: people erase themselves and nobody else; the platform erases anyone. */
final class PeopleEraseOnlyThemselves {

    private PeopleEraseOnlyThemselves() {
    }

    static void check(Principal by, String userId) {
        ANarrowedKeyStaysNarrow.check(by);
        if (!(by instanceof Principal.Platform) && !userId.equals(by.personId())) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
    }
}
