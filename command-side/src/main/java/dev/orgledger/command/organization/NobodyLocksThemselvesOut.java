package dev.orgledger.command.organization;

import java.util.ArrayList;
import java.util.List;

import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal.ApiKey;

/** Rule: nobody makes a policy that shuts out the very person, or the very key, that makes it. */
final class NobodyLocksThemselvesOut {

    private NobodyLocksThemselvesOut() {
    }

    static void check(SecurityPolicy wished, Asked asked, PersonFacts facts) {
        List<String> missing = new ArrayList<>(wished.missingWords(facts));
        if (asked.by() instanceof ApiKey key && !wished.letsIn(key.limits().expiresAt())) {
            missing.add("expiring_key");
        }
        if (!missing.isEmpty()) {
            throw Refusal.of(ErrorCode.WOULD_LOCK_YOURSELF_OUT).with("missing", missing);
        }
    }
}
