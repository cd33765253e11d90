package dev.orgledger.shared.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The security policy of one organization.
 *
 * @param enforceHashedApiKeys kept and shown; every key is stored hashed, so it is always met
 * @param requireApikeyExpiration keys without an end date are not let in
 * @param maxApikeyExpirationDays longest life of a key that is made while {@code requireApikeyExpiration} is on, 1 to
 *            365; null is no limit
 */
public record SecurityPolicy(boolean enforcing2fa, PasswordPolicy passwordPolicy, boolean enforceHashedApiKeys,
        boolean requireApikeyExpiration, @Nullable Integer maxApikeyExpirationDays) {

    /** Asks for nothing: what an organization has until somebody changes it. */
    public static final SecurityPolicy NONE = new SecurityPolicy(false, PasswordPolicy.OFF, false, false, null);

    /** What a member may lack. */
    public enum Requirement {
        TWO_FACTOR,
        PASSWORD;

        /** The wire name, such as {@code two_factor}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a person with these facts lacks to be let in; empty for whoever complies. */
    public Set<Requirement> missing(PersonFacts facts) {
        if (!enforcing2fa && !passwordPolicy.enabled()) {
            return Set.of();
        }
        Set<Requirement> missing = EnumSet.noneOf(Requirement.class);
        if (enforcing2fa && !facts.twoFactorEnabled()) {
            missing.add(Requirement.TWO_FACTOR);
        }
        if (passwordPolicy.enabled() && !passwordPolicy.satisfiedBy(facts.password())) {
            missing.add(Requirement.PASSWORD);
        }
        return missing;
    }

    /** Whether a key with that end date is let in; one that was made with a longer life than allowed now still is. */
    public boolean letsIn(@Nullable Instant keyExpiresAt) {
        return !requireApikeyExpiration || keyExpiresAt != null;
    }

    /** Whether a key that is made or changed now may end then. */
    public boolean withinMaximum(Instant keyExpiresAt, Instant now) {
        return !requireApikeyExpiration || maxApikeyExpirationDays == null
                || !keyExpiresAt.isAfter(now.plus(Duration.ofDays(maxApikeyExpirationDays)));
    }
}
