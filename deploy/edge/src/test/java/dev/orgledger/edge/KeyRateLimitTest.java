package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Three requests an hour of one key. */
@TestPropertySource(properties = {"orgledger.rate-limit.per-key=3", "orgledger.rate-limit.period=1h"})
class KeyRateLimitTest extends EdgeTest {

    @Test
    void oneTooManyIs429WithRetryAfterAndOtherCredentialsPass() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(send(to("/echo")).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> answer = send(to("/echo"));
        assertError(answer, 429, "rate_limited");
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow())).isBetween(1, 3600);
        assertThat(send(open("/echo").header("authorization", EdgeApplication.PLATFORM_KEY)).statusCode())
                .isEqualTo(200);
        // Another key: the two sides of the test's application know the same secret under different ids.
        assertThat(post("/echo", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void everyKeyHasItsOwnCountAndANewPeriodANewOne() throws Exception {
        KeyRateLimit limit = new KeyRateLimit(1, Duration.ofMillis(300));
        limit.count("key_a");
        limit.count("key_b");
        assertThatThrownBy(() -> limit.count("key_a")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(300));
        });
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThatCode(() -> limit.count("key_a")).doesNotThrowAnyException());
    }

    @Test
    void zeroSwitchesItOffAndNonsenseIsRefused() {
        KeyRateLimit off = new KeyRateLimit(0, Duration.ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            off.count("key_a");
        }
        assertThatThrownBy(() -> new KeyRateLimit(-1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyRateLimit(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
