package dev.orgledger.query.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.SecretFile;
import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.AuditProof;

/**
 * What signs proofs: {@code orgledger.audit.signing-key}, the same for all query sides; else made at the first start and
 * kept in the data folder. Of several the first signs; the others did, and stay published, as do all that this data folder
 * has seen, and {@code orgledger.audit.former-keys}.
 */
@Component
class AuditKeys {

    private static final String SECRETS = "secrets";
    private static final String MARKS = "HmacSHA256";
    private static final int MARK_BYTES = 16;

    private final SigningKey present;
    private final Mac marks;
    private final List<KeyLedger.Used> published;

    AuditKeys(@Value("${orgledger.audit.signing-key:}") List<String> configured,
            @Value("${orgledger.audit.former-keys:}") List<String> former,
            @Value("${orgledger.data:data}") String data, Clock clock) {
        List<String> named = named(configured);
        List<SigningKey> keys = (named.isEmpty()
                ? List.of(SecretFile.readOrMake(Path.of(data, SECRETS, "audit-key"), SigningKey::fresh))
                : named).stream().map(AuditKeys::signing).toList();
        this.present = keys.getFirst();
        this.marks = hmac(hmac(present.secret().getEncoded()).doFinal(utf8("cursors")));
        List<AuditKey> others = Stream.concat(keys.stream().skip(1).map(SigningKey::published),
                named(former).stream().map(AuditKeys::formerKey)).toList();
        this.published = new KeyLedger(Path.of(data, SECRETS, "audit-keys.json")).present(present.published(), others,
                clock.instant());
    }

    private static List<String> named(List<String> configured) {
        return configured.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
    }

    private static SigningKey signing(String key) {
        try {
            return SigningKey.parse(key);
        } catch (IllegalArgumentException e) {
            // The value stays out of the message.
            throw new InvalidConfigurationPropertyValueException("orgledger.audit.signing-key", "(hidden)",
                    "it must be an Ed25519 key in PKCS#8, base64, or name a file with one");
        }
    }

    private static AuditKey formerKey(String key) {
        try {
            return AuditKey.parse(key);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("orgledger.audit.former-keys", key,
                    "each must be an Ed25519 public key in X.509, base64");
        }
    }

    /** The id of the key that signs. */
    String id() {
        return present.published().id();
    }

    /** These members, {@link #id} among them, with a signature. */
    AuditProof sign(Map<String, ?> members) {
        return AuditProof.signed(members, present.secret());
    }

    /** What a cursor of that text bears, so that no other is taken. */
    String mark(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(marked(text), MARK_BYTES));
    }

    /** Every key that signs or signed, the present one first. */
    List<KeyLedger.Used> published() {
        return published;
    }

    private byte[] marked(String text) {
        try {
            // Every line of an export has a mark: a copy saves the look-up, and the key's own two blocks.
            return ((Mac) marks.clone()).doFinal(utf8(text));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java platform copies " + MARKS, e);
        }
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(MARKS);
            mac.init(new SecretKeySpec(key, MARKS));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MARKS, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
