package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.orgledger.benchmark.faults.Fault.Action;

/** The order of faults. */
class FaultTest {

    private static final Pattern ALL = Pattern.compile("");

    @Test
    void givenASeedWhenScheduledTwiceThenTheOrderIsTheSame() {
        assertThat(Fault.schedule(7, 40, true, ALL)).isEqualTo(Fault.schedule(7, 40, true, ALL))
                .isNotEqualTo(Fault.schedule(8, 40, true, ALL));
    }

    @Test
    void givenThirtyFaultsWhenScheduledThenEveryPartIsKilledFrozenAndRestarted() {
        List<Fault> faults = Fault.schedule(1, 30, true, ALL);

        assertThat(faults).hasSize(30);
        for (String part : List.of("command-1", "command-2", "query-1", "query-2", "kafka", "postgres", "documents",
                "gateway")) {
            assertThat(faults).filteredOn(fault -> fault.part().equals(part)).extracting(Fault::action)
                    .contains(Action.KILL, Action.FREEZE, Action.RESTART);
        }
        assertThat(faults).extracting(Fault::action).contains(Action.FILL_DISK, Action.FREEZE_AND_DEPOSE);
    }

    @Test
    void givenNoDiskOfItsOwnWhenScheduledThenItIsNotFilled() {
        assertThat(Fault.schedule(1, 60, false, ALL)).extracting(Fault::action).doesNotContain(Action.FILL_DISK);
    }

    @Test
    void givenWordsWhenScheduledThenOnlySuchFaults() {
        assertThat(Fault.schedule(1, 5, true, Pattern.compile("KILL kafka"))).hasSize(5)
                .containsOnly(new Fault(Action.KILL, "kafka"));
        assertThatThrownBy(() -> Fault.schedule(1, 5, true, Pattern.compile("nobody")))
                .hasMessageContaining("nobody");
    }
}
