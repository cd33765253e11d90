package dev.orgledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class StopsTest {

    @Test
    void givenOneThatFailsWhenStoppedThenTheOthersAreStoppedAndTheFailureIsKnown() {
        AtomicInteger stopped = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("does not stop");

        assertThat(Stops.atOnce(List.of(stopped::incrementAndGet, () -> {
            throw failure;
        }, stopped::incrementAndGet))).containsSame(failure);
        assertThat(stopped).hasValue(2);
        assertThat(Stops.atOnce(List.of(stopped::incrementAndGet))).isEmpty();
    }
}
