package dev.orgledger.shared.policy;

/**
 * What the identity provider said of a password at sign-in; never the password.
 *
 * @param length in characters
 */
public record PasswordFacts(int length, boolean hasUppercase, boolean hasNumber, boolean hasSpecial) {}
