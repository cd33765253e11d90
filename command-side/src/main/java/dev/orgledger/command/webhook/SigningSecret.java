package dev.orgledger.command.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** What deliveries are signed with, by the Standard Webhooks specification: 32 random bytes. */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    /** @param key its bytes */
    public SigningSecret(byte[] key) {
        this.key = key.clone();
    }

    /** A new one. */
    public static SigningSecret generate() {
        byte[] key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return new SigningSecret(key);
    }

    /** Its bytes, for signing and for keeping. */
    public byte[] key() {
        return key.clone();
    }

    /** {@code whsec_…}: for the answer that shows it, once. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** Says nothing of it. */
    @Override
    public String toString() {
        return "SigningSecret";
    }
}
