package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.orgledger.benchmark.faults.Finding.Kind;

/** Each mistake, planted into a run that has none, is named. */
class CommandsCheckTest {

    private static final int FOUND = 0;
    private static final int RENAME = 1;

    private final Written run = Written.down();

    @Test
    void givenARunWithoutMistakesWhenCheckedThenNothingIsFound() {
        assertThat(run.commands()).isEmpty();
    }

    @Test
    void givenAnAcceptedCommandWhenItsEventIsNotInTheStoreThenItIsMissing() {
        run.store.remove(run.eventOf(3));

        assertFound(Kind.MISSING, "load-3");
    }

    @Test
    void givenACommandWhenItLeftItsEventTwiceThenItIsDouble() {
        Stored event = run.eventOf(6);
        run.store.add(new Stored(100, "again", event.aggregate(), 3, event.type(), event.event(), event.request()));

        assertFound(Kind.DOUBLE, "load-6");
    }

    @Test
    void givenACommandOfTwoEventsWhenOneIsThereThenItIsHalf() {
        run.store.remove(run.eventOf(FOUND));

        assertThat(run.commands()).anyMatch(found -> found.kind() == Kind.HALF && found.text().contains("load-0"));
    }

    @Test
    void givenARefusedCommandWhenItIsInTheStoreThenItIsFound() {
        run.replace(RENAME, answered(RENAME, 409));

        assertFound(Kind.REFUSED_BUT_DONE, "load-1");
    }

    @Test
    void givenARefusedCommandWhenItIsNotInTheStoreThenTheStateGaveNoReason() {
        Outcome last = answered(6, 409);
        run.store.remove(run.eventOf(6));
        run.replace(6, last);

        assertFound(Kind.REFUSED_WITHOUT_REASON, "load-6");
    }

    @Test
    void givenACommandWithoutAnAnswerWhenItIsInTheStoreOnceOrNotThenBothAreRight() {
        run.replace(RENAME, answered(RENAME, 0));
        assertThat(run.commands()).isEmpty();

        run.replace(6, answered(6, 503));
        run.store.remove(run.eventOf(6));
        assertThat(run.commands()).isEmpty();
    }

    @Test
    void givenACommandWithoutAnAnswerWhenItIsInTheStoreTwiceThenItIsDouble() {
        run.replace(6, answered(6, 0));
        Stored event = run.eventOf(6);
        run.store.add(new Stored(100, "again", event.aggregate(), 3, event.type(), event.event(), event.request()));

        assertFound(Kind.DOUBLE, "load-6");
    }

    @Test
    void givenAnAnswerWhenItsVersionIsNotTheEventsThenItIsWrong() {
        Outcome right = run.outcomes.get(RENAME);
        run.replace(RENAME, new Outcome(right.command(), right.sentAt(), right.answeredAt(), 1, 200, "",
                right.version() + 1, right.position()));

        assertFound(Kind.WRONG_ANSWER, "load-1");
    }

    @Test
    void givenAnEventOfTheLoadWhenNobodySentItsRequestThenItIsAStranger() {
        Stored event = run.eventOf(6);
        run.store.add(new Stored(100, "odd", event.aggregate(), 3, event.type(), event.event(), "load-99"));

        assertFound(Kind.STRANGER, "load-99");
    }

    @Test
    void givenACommandThatWasSentAfterAnAnswerWhenItStandsBeforeThatThenItIsOutOfOrder() {
        Outcome late = run.outcomes.get(6);
        run.replace(RENAME, new Outcome(run.outcomes.get(RENAME).command(), late.answeredAt() + 1,
                late.answeredAt() + 2, 1, 200, "", 3, run.eventOf(RENAME).position()));

        assertFound(Kind.OUT_OF_ORDER, "load-1");
    }

    @Test
    void givenAnOrganizationWhenANumberIsMissingAmongItsEventsThenItIsAGap() {
        Stored event = run.eventOf(6);
        run.replace(event, new Stored(event.position(), event.id(), event.aggregate(), 3, event.type(), event.event(),
                event.request()));

        assertThat(run.commands()).anyMatch(found -> found.kind() == Kind.STORE_GAP);
    }

    private Outcome answered(int command, int status) {
        Outcome before = run.outcomes.get(command);
        return new Outcome(before.command(), before.sentAt(), before.answeredAt(), 2, status, "", 0, 0);
    }

    private void assertFound(Kind kind, String request) {
        assertThat(run.commands()).filteredOn(found -> found.kind() != Kind.STORE_GAP).singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(kind);
                    assertThat(found.text()).contains(request);
                });
    }
}
