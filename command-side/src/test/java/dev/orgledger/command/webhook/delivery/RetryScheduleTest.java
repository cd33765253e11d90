package dev.orgledger.command.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.webhook.Failure;
import dev.orgledger.command.webhook.Outcome;

class RetryScheduleTest {

    private static final List<Duration> BASE = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
            Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
            Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

    private final RetrySchedule shortest = new RetrySchedule(() -> 0);
    private final RetrySchedule longest = new RetrySchedule(() -> 1);

    @Test
    void nineTimesAndNoMore() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(n -> shortest.after(n, answer(500, null)).orElseThrow()))
                .containsExactlyElementsOf(BASE);
        assertThat(shortest.after(10, answer(500, null))).isEmpty();
    }

    @Test
    void upToATenthLaterAndNeverMoreThanADay() {
        assertThat(longest.after(2, answer(500, null))).hasValue(Duration.ofSeconds(330));
        assertThat(longest.after(9, answer(500, null))).hasValue(Duration.ofHours(24));
    }

    @Test
    void whoeverIsOverloadedIsLeftAloneForFiveMinutes() {
        for (int status : new int[]{429, 502, 504}) {
            assertThat(shortest.after(1, answer(status, null))).hasValue(Duration.ofMinutes(5));
        }
        assertThat(shortest.after(1, answer(503, null))).hasValue(Duration.ofSeconds(5));
        assertThat(shortest.after(1, Outcome.failed(Instant.EPOCH, Duration.ZERO, Failure.TIMED_OUT)))
                .hasValue(Duration.ofSeconds(5));
    }

    @Test
    void aWishToWaitLongerIsHonoured() {
        assertThat(shortest.after(1, answer(429, Duration.ofHours(3)))).hasValue(Duration.ofHours(3));
        assertThat(shortest.after(1, answer(429, Duration.ofSeconds(1)))).hasValue(Duration.ofMinutes(5));
        assertThat(shortest.after(4, answer(503, Duration.ofSeconds(1)))).hasValue(Duration.ofHours(2));
        assertThat(shortest.after(10, answer(503, Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void whatIsGoneIsNotTriedAgain() {
        assertThat(shortest.after(1, answer(410, null))).isEqualTo(Optional.empty());
    }

    private static Outcome answer(int status, @Nullable Duration retryAfter) {
        return new Outcome(Instant.EPOCH, Duration.ZERO, status, "", null, retryAfter);
    }
}
