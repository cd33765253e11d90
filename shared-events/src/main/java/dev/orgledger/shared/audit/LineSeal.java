package dev.orgledger.shared.audit;

import java.security.MessageDigest;

/**
 * The running seal of an export, which covers every byte of every line. It is made in two steps, because the cursor of a
 * line stands under its seal and has to carry the first: from it, and from the cursor itself, an export goes on.
 *
 * <pre>
 * inner = SHA-256(seal of the line before (32 zero bytes before the first), bytes of the line before {@code ,"cursor":"})
 * seal  = SHA-256(inner, bytes of the cursor)
 * </pre>
 */
public final class LineSeal {

    private static final int LENGTH = 32;

    private LineSeal() {
    }

    /** What comes before the first line. */
    public static byte[] start() {
        return new byte[LENGTH];
    }

    /** The first step. */
    public static byte[] inner(byte[] before, byte[] line, int from, int to) {
        MessageDigest digest = Digests.sha256();
        digest.update(before);
        digest.update(line, from, to - from);
        return digest.digest();
    }

    /** The second. */
    public static byte[] of(byte[] inner, byte[] cursor) {
        MessageDigest digest = Digests.sha256();
        digest.update(inner);
        return digest.digest(cursor);
    }
}
