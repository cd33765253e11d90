package dev.orgledger.query.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.client.RestClient;

import dev.orgledger.query.authorization.Sessions.Known;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Against an HTTP server in the place of the command side. */
class SessionsTest {

    private final List<String> asked = new ArrayList<>();
    private final Set<String> forgotten = new HashSet<>();
    private final MovableClock clock = new MovableClock();
    private HttpServer server;
    private Sessions sessions;
    private int status = 200;
    private String body = "{\"status\":\"OK\",\"id\":\"user_1\"}";

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/user/session", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        sessions = new Sessions(new MockEnvironment().withProperty("orgledger.command-url",
                "http://localhost:" + server.getAddress().getPort() + "/"), clock, RestClient.builder());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static Jwt token(String value, String subject) {
        return Jwt.withTokenValue(value).header("alg", "none").claim("iss", "https://idp.test").subject(subject)
                .build();
    }

    @Test
    void givenASubjectWhenAskedAgainThenRememberedForAWhile() {
        assertThat(userOf(token("t1", "s"))).isEqualTo("user_1");
        assertThat(userOf(token("t2", "s"))).isEqualTo("user_1");
        assertThat(asked).containsExactly("POST Bearer t1");

        clock.now = clock.now.plus(Duration.ofMinutes(10));
        body = "{\"data\":{\"id\":\"user_2\"}}";
        assertThat(userOf(token("t3", "s"))).isEqualTo("user_2");
        assertThat(userOf(token("t4", "other"))).isEqualTo("user_2");
        assertThat(asked).hasSize(3);
    }

    @Test
    void givenAUserWhoWasForgottenThenAskedAgainAtOnce() {
        assertThat(userOf(token("t1", "s"))).isEqualTo("user_1");
        forgotten.add("user_1");
        status = 401;
        body = "{\"error\":\"Invalid token\",\"status\":\"KO\",\"code\":\"invalid_token\"}";
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> userOf(token("t1", "s")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN));

        status = 200;
        body = "{\"id\":\"user_2\"}";
        assertThat(userOf(token("t2", "s"))).isEqualTo("user_2");
        assertThat(userOf(token("t2", "s"))).isEqualTo("user_2");
        assertThat(asked).hasSize(3);
    }

    @Test
    void givenANewUserOfASubjectWhenATokenFromBeforeTheErasureComesThenRefusedWithoutAsking() {
        body = "{\"id\":\"user_2\",\"not_before\":\"2026-01-01T00:00:00.500Z\"}";
        assertThat(userOf(issued("t1", "2026-01-01T00:00:01Z"))).isEqualTo("user_2");

        for (String before : List.of("2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z")) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> userOf(issued("t0", before)))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN));
        }
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> userOf(token("t", "s")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN));
        assertThat(userOf(issued("t2", "2026-01-01T00:00:02Z"))).isEqualTo("user_2");
        assertThat(asked).containsExactly("POST Bearer t1");
    }

    private static Jwt issued(String value, String at) {
        return Jwt.withTokenValue(value).header("alg", "none").claim("iss", "https://idp.test").subject("s")
                .issuedAt(Instant.parse(at)).build();
    }

    @Test
    void givenARefusalOfTheCommandSideThenTheSameOne() {
        status = 409;
        body = "{\"error\":\"The e-mail address belongs to another user\",\"status\":\"KO\",\"code\":\"email_in_use\"}";
        assertRefused(ErrorCode.EMAIL_IN_USE);
        status = 401;
        body = "{\"error\":\"Invalid token\",\"status\":\"KO\",\"code\":\"invalid_token\"}";
        assertRefused(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void givenACommandSideThatFailsOrIsGoneThenUnavailable() {
        status = 500;
        body = "{\"code\":\"internal_error\"}";
        assertRefused(ErrorCode.STORE_UNAVAILABLE);
        body = "<html>";
        assertRefused(ErrorCode.STORE_UNAVAILABLE);
        server.stop(0);
        assertRefused(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void givenALaterTokenWithASecondFactorThenAskedOnceWithEachUntilItIsKnown() {
        Jwt plain = token("t1", "s");
        Jwt strong = strong("t2");
        assertThat(sessions.userOf(plain, user -> false, forgotten::contains)).isEqualTo(new Known("user_1", false));
        assertThat(sessions.userOf(plain, user -> false, forgotten::contains)).isEqualTo(new Known("user_1", false));

        body = "{\"id\":\"user_1\",\"two_factor_enabled\":true}";
        assertThat(sessions.userOf(strong, user -> false, forgotten::contains)).isEqualTo(new Known("user_1", true));
        assertThat(sessions.userOf(strong, user -> true, forgotten::contains)).isEqualTo(new Known("user_1", false));
        assertThat(asked).containsExactly("POST Bearer t1", "POST Bearer t2");

        // The platform took it back since; the command side knows that this token is older.
        body = "{\"id\":\"user_1\",\"two_factor_enabled\":false}";
        assertThat(sessions.userOf(strong, user -> false, forgotten::contains)).isEqualTo(new Known("user_1", false));
        assertThat(sessions.userOf(strong("t3"), user -> false, forgotten::contains))
                .isEqualTo(new Known("user_1", false));
        assertThat(sessions.userOf(strong("t3"), user -> false, forgotten::contains))
                .isEqualTo(new Known("user_1", false));
        assertThat(asked).hasSize(3).last().isEqualTo("POST Bearer t3");
    }

    private static Jwt strong(String value) {
        return Jwt.withTokenValue(value).header("alg", "none").claim("iss", "https://idp.test").subject("s")
                .claim("amr", List.of("pwd", "mfa")).build();
    }

    private String userOf(Jwt jwt) {
        return sessions.userOf(jwt, user -> true, forgotten::contains).userId();
    }

    private void assertRefused(ErrorCode code) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> userOf(token("t", "s")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
