package dev.orgledger.command.apikey;

import java.time.Instant;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Rule: a key that is made, changed or rotated, and may reach an organization which lets in expiring keys only, has an
 * end date, and none beyond the longest life that the organization allows.
 */
final class AKeyEndsWhereAnOrganizationAsksForIt {

    private AKeyEndsWhereAnOrganizationAsksForIt() {
    }

    /**
     * Refuses an end that one of these organizations does not allow; no end where one of them asks for it comes first.
     *
     * @param expiresAt the key's end from now on; null is none
     */
    static void check(Collection<SecurityPolicy> policies, @Nullable Instant expiresAt, Instant now) {
        if (!policies.stream().allMatch(policy -> policy.letsIn(expiresAt))) {
            throw Refusal.of(ErrorCode.EXPIRATION_REQUIRED);
        }
        if (expiresAt != null && !policies.stream().allMatch(policy -> policy.withinMaximum(expiresAt, now))) {
            throw Refusal.of(ErrorCode.EXPIRATION_EXCEEDS_MAX);
        }
    }
}
