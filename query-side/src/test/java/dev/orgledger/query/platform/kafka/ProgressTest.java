package dev.orgledger.query.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

class ProgressTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
    private static final TopicPartition EVENTS_3 = new TopicPartition(Topics.EVENTS, 3);

    private final Progress progress = new Progress(Set.of(Topics.EVENTS, Topics.INTERNAL),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static Watermark watermark(long position, long events3) {
        Map<String, List<Long>> offsets = new HashMap<>();
        List<Long> events = new java.util.ArrayList<>(Collections.nCopies(12, 0L));
        events.set(3, events3);
        offsets.put(Topics.EVENTS, events);
        offsets.put(Topics.INTERNAL, Collections.nCopies(12, 0L));
        offsets.put(Topics.PERSONS, Collections.nCopies(12, 99L));
        return new Watermark(position, NOW.minusSeconds(4), offsets);
    }

    @Test
    void givenAWatermarkWhenTheOwnOffsetsAreShortOfItThenPending() {
        progress.startsAt(Map.of(EVENTS_3, 0L), Map.of(EVENTS_3, 5L));
        progress.advanced(Map.of(EVENTS_3, 4L), List.of(watermark(17, 5)));

        assertThat(progress.position()).isZero();
        assertThat(progress.age()).isNull();
        assertThat(progress.caughtUp()).isFalse();

        progress.advanced(Map.of(EVENTS_3, 5L), List.of());

        assertThat(progress.position()).isEqualTo(17);
        assertThat(progress.age()).isEqualTo(Duration.ofSeconds(4));
        assertThat(progress.caughtUp()).isTrue();
    }

    @Test
    void givenManyPendingWhenReachedThenTheNewestThatIsCovered() {
        progress.startsAt(Map.of(), Map.of());
        for (int i = 1; i <= 2_000; i++) {
            progress.advanced(Map.of(), List.of(watermark(i, i)));
        }
        progress.advanced(Map.of(EVENTS_3, 500L), List.of());
        assertThat(progress.position()).isEqualTo(500);
        progress.advanced(Map.of(EVENTS_3, 2_000L), List.of());
        assertThat(progress.position()).isEqualTo(2_000);
    }

    @Test
    void givenAWaiterWhenThePositionComesThenItGoesOnAndElseGivesUpInTime() {
        progress.startsAt(Map.of(), Map.of());
        CompletableFuture<Boolean> waiting = CompletableFuture
                .supplyAsync(() -> progress.awaitPosition(3, Duration.ofSeconds(20)));
        progress.advanced(Map.of(EVENTS_3, 1L), List.of(watermark(3, 1)));

        assertThat(waiting.join()).isTrue();
        assertThat(progress.awaitPosition(4, Duration.ofMillis(50))).isFalse();
        assertThat(progress.awaitPosition(3, Duration.ZERO)).isTrue();
    }
}
