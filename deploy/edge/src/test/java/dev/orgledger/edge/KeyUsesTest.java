package dev.orgledger.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<Map<String, Instant>> reports = new ArrayList<>();
    private @Nullable KeyUseSink sink = uses -> reports.add(Map.copyOf(uses));
    private final KeyUses uses = new KeyUses(() -> sink, Duration.ofHours(1), new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void howeverOftenAKeyWasUsedItsLastTimeIsReportedOnce() {
        uses.mark("key_a");
        uses.mark("key_b");
        now.set(NOW.plusSeconds(5));
        uses.mark("key_a");

        uses.report();
        uses.report();

        assertThat(reports).containsExactly(Map.of("key_a", NOW.plusSeconds(5), "key_b", NOW));
    }

    @Test
    void whatCannotBeReportedIsReportedLaterUnlessSomethingNewerIs() {
        KeyUseSink good = sink;
        sink = marks -> {
            // A request that comes while the report is on its way.
            now.set(NOW.plusSeconds(5));
            uses.mark("key_a");
            throw new IllegalStateException("down");
        };
        uses.mark("key_a");
        uses.mark("key_b");
        uses.report();
        sink = good;
        uses.report();

        assertThat(reports).containsExactly(Map.of("key_a", NOW.plusSeconds(5), "key_b", NOW));
    }

    /** A timer ends without a word at the first thing that is thrown, whatever it is. */
    @Test
    void givenErrorsWhenReportedByTheTimerThenLaterReportsFollow() {
        AtomicInteger errors = new AtomicInteger(2);
        AtomicInteger reported = new AtomicInteger();
        KeyUses timed = new KeyUses(() -> {
            int left = errors.getAndDecrement();
            if (left == 2) {
                throw new IllegalStateException("no sink to be had");
            }
            return marks -> {
                if (left == 1) {
                    throw new OutOfMemoryError("for a moment");
                }
                reported.addAndGet(marks.size());
            };
        }, Duration.ofMillis(10), Clock.systemUTC());
        timed.mark("key_a");
        timed.start();
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> reported.get() == 1);
        } finally {
            timed.stop();
        }
    }

    @Test
    void whereNobodyTakesThemNothingHappens() {
        sink = null;
        uses.mark("key_a");
        uses.report();
        assertThat(reports).isEmpty();
    }

    @Test
    void theLastMarksAreReportedAtTheStop() {
        uses.start();
        uses.mark("key_a");
        uses.stop();
        assertThat(uses.isRunning()).isFalse();
        assertThat(reports).containsExactly(Map.of("key_a", NOW));
    }
}
