package dev.orgledger.shared.policy;

import org.jspecify.annotations.Nullable;

/**
 * What is known of how a person signs in.
 *
 * @param password null while nobody has told
 */
public record PersonFacts(boolean twoFactorEnabled, @Nullable PasswordFacts password) {

    /** Nothing is known, so nothing is met. */
    public static final PersonFacts UNKNOWN = new PersonFacts(false, null);
}
