package dev.orgledger.shared.audit;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the service signs about a log, as JSON has it. The signature is Ed25519 over the RFC 8785 JSON of all members but
 * itself, in base64url, so that members may be added.
 *
 * @param members all of them
 */
public record AuditProof(Map<String, ?> members) {

    private static final String ALGORITHM = "Ed25519";
    private static final String SIGNATURE = "signature";

    /** These members, signed; {@code key_id} must be among them. */
    public static AuditProof signed(Map<String, ?> members, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(Digests.canonical(members));
            Map<String, @Nullable Object> signed = new LinkedHashMap<>(members);
            signed.put(SIGNATURE, Digests.text(signature.sign()));
            return new AuditProof(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /** Whether the holder of that key signed exactly this. */
    public boolean signedBy(PublicKey key) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(members);
        if (!(rest.remove(SIGNATURE) instanceof String signature)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(Digests.canonical(rest));
            return check.verify(Digests.bytes(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Nullable
    String text(String name) {
        return Members.text(members, name);
    }

    @Nullable
    Long number(String name) {
        return Members.number(members, name);
    }

    /** What was asked for, for people to read; null where it was everything. */
    @Nullable
    String filter() {
        Map<String, ?> filter = Members.object(members, "filter");
        return filter.isEmpty() ? null : filter.toString();
    }

    /** The entry that the oldest one is chained to, where older ones are not shown; empty where all are. */
    Map<String, ?> checkpoint() {
        return Members.object(members, "checkpoint");
    }
}
