package dev.orgledger.command.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.orgledger.command.webhook.SigningSecret;

/** The header {@code webhook-signature} of the Standard Webhooks specification, scheme {@code v1}. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {
    }

    /**
     * One signature for each secret, separated by a space.
     *
     * @param timestamp of the attempt, in seconds since 1970
     */
    static String of(List<SigningSecret> secrets, String messageId, long timestamp, byte[] body) {
        return secrets.stream().map(secret -> "v1," + sign(secret, messageId + "." + timestamp + ".", body))
                .collect(Collectors.joining(" "));
    }

    private static String sign(SigningSecret secret, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update(prefix.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
