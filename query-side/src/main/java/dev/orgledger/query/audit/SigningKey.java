package dev.orgledger.query.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

import dev.orgledger.shared.audit.AuditKey;

/** A key that signs proofs, with the public one that it belongs to. */
record SigningKey(PrivateKey secret, AuditKey published) {

    private static final int SHORTEST = 64;

    /** A random one as text: base64 of its PKCS#8 encoding. */
    static String fresh() {
        try {
            return Base64.getEncoder().encodeToString(
                    KeyPairGenerator.getInstance(AuditKey.ALGORITHM).generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + AuditKey.ALGORITHM, e);
        }
    }

    /**
     * The key of that text, or of the file that it names: base64 of PKCS#8, as a PEM file has it.
     *
     * @throws IllegalArgumentException for anything else; the text is not in its message
     */
    static SigningKey parse(String textOrFile) {
        // The shortest encoding begins with M, and is longer than most paths.
        boolean text = textOrFile.length() >= SHORTEST && (textOrFile.startsWith("M") || textOrFile.startsWith("-"));
        String encoded = text ? textOrFile : read(Path.of(textOrFile));
        String bare = encoded.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            KeyPair pair = pair(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(bare)));
            return new SigningKey(pair.getPrivate(), AuditKey.of(pair.getPublic()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no Ed25519 key in PKCS#8, base64", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }

    /** The JDK derives a public key only while it makes a pair: so it makes this pair again. */
    private static KeyPair pair(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        PrivateKey secret = KeyFactory.getInstance(AuditKey.ALGORITHM).generatePrivate(encoded);
        byte[] seed = ((EdECPrivateKey) secret).getBytes().orElseThrow(GeneralSecurityException::new);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(AuditKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
            }
        });
        KeyPair pair = generator.generateKeyPair();
        if (!Arrays.equals(seed, ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow())) {
            throw new IllegalStateException("this JDK derives public keys in another way");
        }
        return pair;
    }
}
