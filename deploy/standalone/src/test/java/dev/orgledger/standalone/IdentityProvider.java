package dev.orgledger.standalone;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.orgledger.standalone.LocalServer.Reply;

/** An issuer of tokens that Spring's resource server finds by OpenID Connect discovery. */
final class IdentityProvider implements AutoCloseable {

    static final String AUDIENCE = "orgledger";

    private static final String KEY_ID = "signing-key";

    private final LocalServer server = new LocalServer();
    private final RSAKey key = newKey();

    IdentityProvider() {
        server.answer("/.well-known/openid-configuration", asked -> new Reply(200, """
                {"issuer": "%s", "jwks_uri": "%s", "subject_types_supported": ["public"]}"""
                .formatted(issuer(), server.at("/jwks"))));
        server.answer("/jwks", asked -> new Reply(200, new JWKSet(key.toPublicJWK()).toString()));
    }

    String issuer() {
        return server.at("").toString();
    }

    /** What a token of a new subject with that verified address says; anything may be said otherwise. */
    JWTClaimsSet claims(String email, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        Instant now = Instant.now();
        return otherwise.apply(new JWTClaimsSet.Builder().issuer(issuer()).audience(AUDIENCE)
                .subject("subject-" + UUID.randomUUID()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300))).claim("email", email).claim("email_verified", true))
                .build();
    }

    /** The credential as a client types it. */
    String bearer(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    /** The same, signed by somebody else under the same key id. */
    String forged(JWTClaimsSet claims) {
        return signed(claims, newKey());
    }

    String unsigned(JWTClaimsSet claims) {
        return "Bearer " + new PlainJWT(claims).serialize();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).build(), claims);
            token.sign(new RSASSASigner(key));
            return "Bearer " + token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
