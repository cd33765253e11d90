package dev.orgledger.command.user;

import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: nobody registers with the address of a user; with that of somebody who is only invited, one becomes that person. */
final class AnAddressBelongsToOneUser {

    private AnAddressBelongsToOneUser() {
    }

    static void check(Person known) {
        if (known.registered()) {
            throw Refusal.of(ErrorCode.USER_ALREADY_EXISTS);
        }
    }
}
