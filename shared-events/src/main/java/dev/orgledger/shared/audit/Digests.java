package dev.orgledger.shared.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256, base64url without padding, and the canonical JSON of RFC 8785. */
final class Digests {

    /** Length of a digest as text. */
    static final int TEXT = 43;

    /** Finding one takes longer than to hash a line with it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digests::newSha256);

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Digests() {
    }

    /** One that is the thread's own until its next call: to be finished before that. */
    static MessageDigest sha256() {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        return digest;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Base64url without padding. */
    static String text(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * The bytes of that text, which must be what {@link #text} says of them: other spellings are refused, so that no
     * changed letter goes unnoticed.
     *
     * @throws IllegalArgumentException for anything else
     */
    static byte[] bytes(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!text(bytes).equals(text)) {
            throw new IllegalArgumentException("not base64url as it is written here");
        }
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Maps, collections, strings, numbers, booleans and nulls as RFC 8785 writes them. */
    static byte[] canonical(Object json) {
        return CanonicalJson.of(json);
    }
}
