package dev.orgledger.command.platform.authentication;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.SecretFile;

/**
 * What this service signs with: {@code orgledger.secret}, the same for all command sides; else made at the first start
 * and kept in the data folder. Invitation tokens come from it, so that changing it ends every open invitation's link.
 */
@Component
public final class ServerSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_CHARACTERS = 32;

    private final SecretKeySpec key;

    ServerSecret(@Value("${orgledger.secret:}") String configured, @Value("${orgledger.data:data}") String data) {
        String text = configured.isBlank()
                ? SecretFile.readOrMake(Path.of(data, "secrets", "server-secret"), ServerSecret::fresh)
                : configured.strip();
        if (text.length() < LEAST_CHARACTERS) {
            throw new IllegalStateException("orgledger.secret needs at least " + LEAST_CHARACTERS + " characters");
        }
        this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** HMAC-SHA256 of that text. */
    public byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String fresh() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
