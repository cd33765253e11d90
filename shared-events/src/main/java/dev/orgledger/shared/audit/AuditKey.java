package dev.orgledger.shared.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A public key that proofs are checked with.
 *
 * @param id {@code ak_} and the first 16 bytes of SHA-256 of the key's encoding, base64url
 * @param key Ed25519
 */
public record AuditKey(String id, PublicKey key) {

    /** What signs, in the words of the API. */
    public static final String ALGORITHM = "Ed25519";

    private static final String PREFIX = "ak_";
    private static final int ID_BYTES = 16;

    /** That key. */
    public static AuditKey of(PublicKey key) {
        byte[] digest = Digests.sha256().digest(key.getEncoded());
        return new AuditKey(PREFIX + Digests.text(Arrays.copyOf(digest, ID_BYTES)), key);
    }

    /**
     * The key of that text: base64 of its X.509 encoding (SubjectPublicKeyInfo), with or without the lines of a PEM file.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static AuditKey parse(String text) {
        String bare = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return of(KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(bare))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 public key", e);
        }
    }

    /** The key as text: base64 of its X.509 encoding. */
    public String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
