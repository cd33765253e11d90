package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Ids of refused attempts, which the audit log is sorted by. */
class IdsTest {

    @Test
    void givenAttemptsInTimeWhenTheirIdsAreSortedThenTheyKeepTheirOrderAndAreUnlike() {
        Instant first = Instant.parse("2026-11-25T22:00:00.999Z");
        List<String> inTime = Stream.of(first, first.plusMillis(1), first.plusSeconds(60), first.plusSeconds(1L << 32))
                .map(Ids::denial).toList();

        assertThat(inTime).isSorted().allMatch(id -> id.matches("den_[0-9a-f]{32}"));
        assertThat(Ids.denial(first)).isNotEqualTo(Ids.denial(first));
    }
}
