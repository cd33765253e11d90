package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** JWTs of an identity provider: signature, issuer, audience and expiry are checked by Spring's resource server. */
class TokensTest extends EdgeTest {

    private static final Issuer ISSUER = start();

    private static Issuer start() {
        try {
            return new Issuer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void identityProvider(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
        properties.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> Issuer.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aGoodTokenIsItsUser() throws Exception {
        HttpResponse<String> answer = with(ISSUER.token(Map.of()));

        assertThat(json(answer).path("principal").asString()).isEqualTo("User[userId=anna]");
    }

    @Test
    void aBadOneIs401() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(600));
        for (String token : new String[]{ISSUER.token(Map.of("exp", past)), ISSUER.token(Map.of("aud", "another")),
                ISSUER.token(Map.of("iss", "http://another")), ISSUER.token(Map.of(), Issuer.newKey()),
                ISSUER.token(Map.of()).replaceAll("\\.[^.]*$", "."), "a.b.c", ".."}) {
            assertError(with(token), 401, "invalid_token");
        }
    }

    @Test
    void aTokenWithoutAnyAlgorithmIs401() throws Exception {
        assertError(with("eyJhbGciOiJub25lIn0." + ISSUER.token(Map.of()).split("\\.")[1] + "."), 401,
                "invalid_token");
    }

    @Test
    void whatTheSideSaysOfTheUserIsAnswered() throws Exception {
        assertError(with(ISSUER.token(Map.of("sub", "taken"))), 409, "email_in_use");
    }

    @Test
    void aTokenIsOnlyTakenAsBearer() throws Exception {
        assertError(send(open("/echo").header("x-api-key", ISSUER.token(Map.of()))), 401, "invalid_api_key");
    }

    @Test
    void keysWorkBesideTokens() throws Exception {
        assertThat(json(send(to("/echo"))).path("principal").asString()).startsWith("ApiKey");
        assertError(send(open("/echo")), 401, "missing_credentials");
        assertThat(send(open("/organization/invitations/preview").header("authorization", "Bearer a.b.c"))
                .statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> with(String token) throws Exception {
        return send(open("/echo").header("authorization", "Bearer " + token));
    }
}
