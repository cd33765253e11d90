package dev.orgledger.shared.policy;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an organization asks of its members' passwords.
 *
 * @param minLength in characters, {@value #SHORTEST} to {@value #LONGEST}
 */
public record PasswordPolicy(boolean enabled, int minLength, boolean requireUppercase, boolean requireNumber,
        boolean requireSpecial) {

    /** Least {@link #minLength}. */
    public static final int SHORTEST = 6;
    /** Greatest {@link #minLength}. */
    public static final int LONGEST = 128;

    /** Off, with what the console of the modelled system proposes for switching it on. */
    public static final PasswordPolicy OFF = new PasswordPolicy(false, 10, true, true, true);

    /** Every field by its wire name, in the contract's order. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("enabled", enabled);
        fields.put("min_length", minLength);
        fields.put("require_uppercase", requireUppercase);
        fields.put("require_number", requireNumber);
        fields.put("require_special", requireSpecial);
        return fields;
    }

    /** Whether a password with these facts satisfies the policy as if it were on; unknown ones do not. */
    public boolean satisfiedBy(@Nullable PasswordFacts facts) {
        return facts != null && facts.length() >= minLength && (!requireUppercase || facts.hasUppercase())
                && (!requireNumber || facts.hasNumber()) && (!requireSpecial || facts.hasSpecial());
    }
}
