package dev.orgledger.shared.credential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A secret that its holder can recognise: a kind's prefix, 256 bits in base 62, and a checksum, so that secret scanners
 * and typing errors are recognised before any store is asked. Only {@link #hash()} is ever kept.
 */
public final class Secret {

    /** What a secret opens. */
    public enum Kind {
        /** An API key of a user. */
        API_KEY("olk_"),
        /** The platform key. */
        PLATFORM_KEY("olp_"),
        /** A token that accepts an invitation. */
        INVITATION("oli_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int BODY = 43;
    private static final int CHECKSUM = 6;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A fresh one, from the system's secure random source. */
    public static Secret generate(Kind kind) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return from(kind, bytes);
    }

    /** The one that these 32 bytes stand for; the caller vouches for their secrecy. */
    public static Secret from(Kind kind, byte[] bytes) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("32 bytes, not " + bytes.length);
        }
        String start = kind.prefix + base62(new BigInteger(1, bytes), BODY);
        return new Secret(start + checksum(start));
    }

    /** The secret that was typed; empty unless prefix, length, alphabet and checksum are right. */
    public static Optional<Secret> parse(Kind kind, String typed) {
        int start = kind.prefix.length() + BODY;
        if (typed.length() != start + CHECKSUM || !typed.startsWith(kind.prefix)) {
            return Optional.empty();
        }
        if (!typed.substring(kind.prefix.length()).chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        String expected = checksum(typed.substring(0, start));
        boolean intact = MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                typed.substring(start).getBytes(StandardCharsets.UTF_8));
        return intact ? Optional.of(new Secret(typed)) : Optional.empty();
    }

    /** The secret itself: to be shown once to its owner, never to be logged or stored. */
    public String reveal() {
        return text;
    }

    /** SHA-256 of the text, lower-case hex: what is stored. The 256 random bits make a slow hash needless. */
    public String hash() {
        return hash(text);
    }

    /** SHA-256 of any text, lower-case hex. */
    public static String hash(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }

    private static String checksum(String start) {
        CRC32 crc = new CRC32();
        crc.update(start.getBytes(StandardCharsets.UTF_8));
        return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM);
    }

    private static String base62(BigInteger number, int width) {
        BigInteger radix = BigInteger.valueOf(DIGITS.length());
        StringBuilder reversed = new StringBuilder(width);
        BigInteger rest = number;
        for (int i = 0; i < width; i++) {
            BigInteger[] division = rest.divideAndRemainder(radix);
            reversed.append(DIGITS.charAt(division[1].intValue()));
            rest = division[0];
        }
        return reversed.reverse().toString();
    }
}
