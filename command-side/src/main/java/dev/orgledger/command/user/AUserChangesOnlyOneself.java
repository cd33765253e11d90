package dev.orgledger.command.user;

import dev.orgledger.command.apikey.ANarrowedKeyStaysNarrow;
import dev.orgledger.command.user.UserCommand.UpdateUser;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Rule: people change their own names and picture; facts, and other people, are the platform's to report. */
final class AUserChangesOnlyOneself {

    private AUserChangesOnlyOneself() {
    }

    static void check(UpdateUser wish) {
        Principal by = wish.by();
        if (by.personId() == null) {
            return;
        }
        ANarrowedKeyStaysNarrow.check(by);
        if (!wish.userId().equals(by.personId()) || wish.reportsFacts()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
    }
}
