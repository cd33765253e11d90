package dev.orgledger.command.platform.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Against a provider of our own that answers as a test wants. */
class CaptchaTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile HttpHandler behaviour = answering(200, "{\"success\":true}");
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(threads);
        provider.createContext("/siteverify", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            behaviour.handle(exchange);
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        threads.shutdownNow();
    }

    @Test
    void givenASolvedCaptchaWhenRequiredThenTheProviderWasToldEverything() {
        captcha("s/ecret").require("tok&en", "1.2.3.4");

        assertThat(asked).containsExactly("POST secret=s%2Fecret&response=tok%26en&remoteip=1.2.3.4");
    }

    @Test
    void givenNoSecretWhenRequiredThenNobodyIsAsked() {
        captcha(null).require(null, "1.2.3.4");
        captcha(" ").require(null, "1.2.3.4");

        assertThat(asked).isEmpty();
    }

    @Test
    void givenNoTokenWhenRequiredThenItIsMissing() {
        assertRefused(captcha("secret"), null, ErrorCode.CAPTCHA_REQUIRED);
        assertRefused(captcha("secret"), " ", ErrorCode.CAPTCHA_REQUIRED);
        assertThat(asked).isEmpty();
    }

    @Test
    void givenAnUnsolvedCaptchaWhenRequiredThenItFailed() {
        behaviour = answering(200, "{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}");

        assertRefused(captcha("secret"), "token", ErrorCode.CAPTCHA_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "", "{\"success\":\"perhaps\"}", "{}",
            "{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}"})
    void givenAnAnswerThatSaysNothingOfTheCallerWhenRequiredThenTheProviderIsUnavailable(String answer) {
        behaviour = answering(200, answer);

        assertRefused(captcha("secret"), "token", ErrorCode.CAPTCHA_UNAVAILABLE);
    }

    @Test
    @Timeout(20)
    void givenAProviderThatIsSilentWhenRequiredThenTheWaitIsShort() {
        CountDownLatch never = new CountDownLatch(1);
        behaviour = exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long start = System.nanoTime();

        assertRefused(captcha("secret"), "token", ErrorCode.CAPTCHA_UNAVAILABLE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void givenAProviderThatKeepsFailingWhenRequiredThenItIsLeftAloneUntilThePauseIsOver() {
        Captcha captcha = captcha("secret");
        behaviour = answering(500, "{}");
        for (int i = 0; i < 5; i++) {
            assertRefused(captcha, "token", ErrorCode.CAPTCHA_UNAVAILABLE);
        }
        assertThat(asked).hasSize(5);

        behaviour = answering(200, "{\"success\":true}");
        assertRefused(captcha, "token", ErrorCode.CAPTCHA_UNAVAILABLE);
        assertThat(asked).hasSize(5);

        Awaitility.await().atMost(Duration.ofSeconds(5)).ignoreExceptions().untilAsserted(() -> {
            captcha.require("token", "1.2.3.4");
            assertThat(asked).hasSizeGreaterThan(5);
        });
    }

    private Captcha captcha(@Nullable String secret) {
        return new Captcha(new CaptchaSettings(secret,
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/siteverify"),
                Duration.ofMillis(500), Duration.ofSeconds(1)), CircuitBreakerRegistry.ofDefaults());
    }

    private static void assertRefused(Captcha captcha, @Nullable String token, ErrorCode code) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> captcha.require(token, "1.2.3.4"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code))
                .satisfies(refusal -> assertThat(refusal.retryAfter() != null).isEqualTo(code.status() == 503));
    }

    private static HttpHandler answering(int status, String json) {
        return (HttpExchange exchange) -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }
}
