package dev.orgledger.command.apikey;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: a key is limited to some organization or not at all; a list that empties later is another matter. */
final class AKeyReachesSomething {

    private AKeyReachesSomething() {
    }

    static void check(@Nullable Set<String> limitedToOrgs) {
        if (limitedToOrgs != null && limitedToOrgs.isEmpty()) {
            throw Refusal.of(ErrorCode.INVALID_LIMITED_TO_ORGS);
        }
    }
}
