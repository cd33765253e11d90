package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Thirty wrong credentials a minute from one address. Each test has addresses of its own. */
class WrongCredentialsTest extends EdgeTest {

    private static final int LIMIT = 30;
    private static final String WRONG_KEY = Secret.generate(Secret.Kind.API_KEY).reveal();
    private static final Issuer ISSUER = start();

    private static Issuer start() {
        try {
            return new Issuer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void proxyAndIdentityProvider(DynamicPropertyRegistry properties) {
        properties.add("orgledger.trusted-proxies", () -> "127.0.0.1");
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
        properties.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> Issuer.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({"9.9.9.1,invalid_api_key,", "9.9.9.2,invalid_token,Bearer a.b.c"})
    void oneTooManyIs429AndARightOnePasses(String address, String code, String token) throws Exception {
        String wrong = token == null ? WRONG_KEY : token;
        exhaust(address, wrong, code);

        HttpResponse<String> answer = send(from(address, wrong));
        assertError(answer, 429, "too_many_attempts");
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow())).isBetween(1, 60);
        assertThat(send(from(address, EdgeApplication.KEY.reveal())).statusCode()).isEqualTo(200);
        assertThat(send(from(address, EdgeApplication.PLATFORM_KEY)).statusCode()).isEqualTo(200);
        assertThat(send(from(address, "Bearer " + ISSUER.token(Map.of()))).statusCode()).isEqualTo(200);
    }

    @Test
    void keysAndTokensOfOneAddressCountTogetherAndAnotherAddressIsNotAffected() throws Exception {
        exhaust("9.9.9.3", WRONG_KEY, "invalid_api_key");

        assertError(send(from("9.9.9.3", "Bearer a.b.c")), 429, "too_many_attempts");
        assertError(send(from("9.9.9.4", WRONG_KEY)), 401, "invalid_api_key");
    }

    @Test
    void noCredentialAtAllAndRightOnesNeverCount() throws Exception {
        for (int i = 0; i <= LIMIT; i++) {
            assertError(send(open("/echo").header("x-forwarded-for", "9.9.9.5")), 401, "missing_credentials");
            assertThat(send(from("9.9.9.5", EdgeApplication.KEY.reveal())).statusCode()).isEqualTo(200);
        }

        exhaust("9.9.9.5", WRONG_KEY, "invalid_api_key");
        assertError(send(from("9.9.9.5", WRONG_KEY)), 429, "too_many_attempts");
        assertError(send(open("/echo").header("x-forwarded-for", "9.9.9.5")), 401, "missing_credentials");
    }

    @Test
    void zeroSwitchesItOff() {
        WrongCredentials off = new WrongCredentials(new ClientAddress(List.of()), 0, Duration.ofSeconds(60));
        WrongCredentials one = new WrongCredentials(new ClientAddress(List.of()), 1, Duration.ofSeconds(60));
        Refusal wrong = Refusal.of(ErrorCode.INVALID_API_KEY);
        MockHttpServletRequest request = new MockHttpServletRequest();

        assertThat(one.counted(wrong, request)).isSameAs(wrong);
        assertThat(one.counted(wrong, request).code()).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
        assertThat(off.counted(wrong, request)).isSameAs(wrong);
        assertThat(off.counted(wrong, request)).isSameAs(wrong);
    }

    private void exhaust(String address, String wrong, String code) throws Exception {
        for (int i = 0; i < LIMIT; i++) {
            assertError(send(from(address, wrong)), 401, code);
        }
    }

    private HttpRequest.Builder from(String address, String credential) {
        return open("/echo").header("x-forwarded-for", address).header("authorization", credential);
    }
}
