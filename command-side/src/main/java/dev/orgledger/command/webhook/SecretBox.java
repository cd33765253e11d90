package dev.orgledger.command.webhook;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.authentication.ServerSecret;

/** Keeps signing secrets from whoever sees the database alone: AES-256-GCM under a key that comes from the server's secret. */
@Component
public class SecretBox {

    private static final String PURPOSE = "webhook signing secrets";

    private final AesBytesEncryptor cipher;

    SecretBox(ServerSecret server) {
        cipher = new AesBytesEncryptor(new SecretKeySpec(server.sign(PURPOSE), "AES"),
                CipherAlgorithm.GCM.defaultIvGenerator(), CipherAlgorithm.GCM);
    }

    /** What may be kept of it. */
    public byte[] close(SigningSecret secret) {
        return cipher.encrypt(secret.key());
    }

    /**
     * The secret that was closed.
     *
     * @throws IllegalStateException when the server's secret is another one since
     */
    public SigningSecret open(byte[] closed) {
        return new SigningSecret(cipher.decrypt(closed));
    }
}
