package dev.orgledger.shared.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The security policy of one organization.
 *
 * @param enforcing2fa people need a second factor
 * @param passwordPolicy what it asks of their passwords
 * @param enforceHashedApiKeys kept and shown; every key is stored hashed, so it is always met
 * @param requireApikeyExpiration keys without an end date are not let in
 * @param maxApikeyExpirationDays longest life of a key that is made while {@code requireApikeyExpiration} is on, 1 to
 *            {@value #LONGEST_DAYS}; null is no limit
 */
public record SecurityPolicy(@JsonProperty("enforcing_2fa") boolean enforcing2fa, PasswordPolicy passwordPolicy,
        boolean enforceHashedApiKeys,
        boolean requireApikeyExpiration, @Nullable Integer maxApikeyExpirationDays) {

    /** Greatest {@link #maxApikeyExpirationDays}. */
    public static final int LONGEST_DAYS = 365;

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

    /** Whether it asks anything of people: where it does not, nothing need be known of them. */
    public boolean asksOfPeople() {
        return enforcing2fa || passwordPolicy.enabled();
    }

    /** The same with everything switched on: whom it would let in then. */
    public SecurityPolicy asIfOn() {
        PasswordPolicy on = new PasswordPolicy(true, passwordPolicy.minLength(), passwordPolicy.requireUppercase(),
                passwordPolicy.requireNumber(), passwordPolicy.requireSpecial());
        return new SecurityPolicy(true, on, enforceHashedApiKeys, true, maxApikeyExpirationDays);
    }

    /** What a person with these facts lacks to be let in; empty for whoever complies. */
    public Set<Requirement> missing(PersonFacts facts) {
        if (!asksOfPeople()) {
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

    /** The words of what is {@link #missing}, in a fixed order. */
    public List<String> missingWords(PersonFacts facts) {
        return missing(facts).stream().map(Requirement::word).toList();
    }

    /** Whether a key with that end date is let in; one that was made with a longer life than allowed now still is. */
    public boolean letsIn(@Nullable Instant keyExpiresAt) {
        return !requireApikeyExpiration || keyExpiresAt != null;
    }

    /** Every field by its wire name, in the contract's order; {@code null} where there is no limit. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("enforcing_2fa", enforcing2fa);
        fields.put("password_policy", passwordPolicy.fields());
        fields.put("enforce_hashed_api_keys", enforceHashedApiKeys);
        fields.put("require_apikey_expiration", requireApikeyExpiration);
        fields.put("max_apikey_expiration_days", maxApikeyExpirationDays);
        return fields;
    }

    /** Whether a key that is made or changed now may end then. */
    public boolean withinMaximum(Instant keyExpiresAt, Instant now) {
        return !requireApikeyExpiration || maxApikeyExpirationDays == null
                || !keyExpiresAt.isAfter(now.plus(Duration.ofDays(maxApikeyExpirationDays)));
    }
}
