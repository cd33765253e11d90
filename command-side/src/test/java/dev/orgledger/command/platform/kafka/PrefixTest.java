package dev.orgledger.command.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.command.platform.kafka.EventLog.Prefix;

class PrefixTest {

    private static final int LIMIT = 3;

    @Test
    void givenNoGapWhenReadThenEverything() {
        assertThat(Prefix.of(10, 0, List.of(11L, 12L), LIMIT)).isEqualTo(new Prefix(2, 12));
    }

    @Test
    void givenAGapWhenReadThenUpToIt() {
        assertThat(Prefix.of(10, 0, List.of(11L, 13L), LIMIT)).isEqualTo(new Prefix(1, 11));
    }

    @Test
    void givenAGapAtOnceWhenReadThenNothing() {
        assertThat(Prefix.of(10, 0, List.of(12L), LIMIT)).isEqualTo(new Prefix(0, 10));
    }

    @Test
    void givenASettledGapWhenReadThenAcrossItAndNoFurther() {
        assertThat(Prefix.of(10, 13, List.of(12L, 14L, 16L), LIMIT)).isEqualTo(new Prefix(2, 14));
    }

    @Test
    void givenASettledTailWithoutRowsWhenReadThenToItsEnd() {
        assertThat(Prefix.of(10, 20, List.of(12L), LIMIT)).isEqualTo(new Prefix(1, 20));
        assertThat(Prefix.of(10, 20, List.of(), LIMIT)).isEqualTo(new Prefix(0, 20));
    }

    @Test
    void givenAFullBatchWhenReadThenOnlyToItsLastRow() {
        assertThat(Prefix.of(10, 20, List.of(12L, 13L, 15L), LIMIT)).isEqualTo(new Prefix(3, 15));
    }
}
