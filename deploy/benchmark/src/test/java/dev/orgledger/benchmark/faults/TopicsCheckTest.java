package dev.orgledger.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.orgledger.benchmark.faults.Finding.Kind;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.StateRecord.Membership;
import dev.orgledger.shared.state.StateRecord.Organization;

/** Each mistake on a topic is named, and a repeat is none. */
class TopicsCheckTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Written run = Written.down();
    private final List<OnTopic> events = new ArrayList<>(run.store.stream().map(TopicsCheckTest::sent).toList());
    private final List<OnTopic> states = new ArrayList<>(List.of(
            new OnTopic(0, 0, Written.ORG + "/user_1", 11, null, member("user_1", Role.SUPER_ADMIN, 2)),
            new OnTopic(0, 1, Written.ORG + "/user_2", 13, null, member("user_2", Role.READ, 4)),
            new OnTopic(0, 2, Written.ORG + "/user_2", 15, null, null),
            new OnTopic(0, 3, Written.ORG, 15, null, organization(6, "Third"))));

    @Test
    void givenTopicsThatSayWhatTheStoreSaysWhenCheckedThenNothingIsFound() {
        assertThat(TopicsCheck.ofEvents(run.all(), events)).isEmpty();
        assertThat(TopicsCheck.ofStates(run.all(), states)).isEmpty();
    }

    @Test
    void givenAnEventWhenItIsNotOnTheTopicThenThereIsAHole() {
        events.remove(2);

        assertThat(kinds()).containsExactly(Kind.TOPIC_HOLE);
    }

    @Test
    void givenARecordWhenItIsNoEventOfTheStoreThenItIsAStranger() {
        events.add(new OnTopic(0, 99, Written.ORG, 77, "nobody's", null));

        assertThat(kinds()).containsExactly(Kind.TOPIC_STRANGER);
    }

    @Test
    void givenTwoEventsOfOneKeyWhenTheNewerComesFirstThenTheOrderIsWrong() {
        Collections.swap(events, 2, 3);

        assertThat(kinds()).containsExactly(Kind.TOPIC_ORDER);
    }

    @Test
    void givenABatchWhenItWasSentOnceMoreThenItIsARepeatAndNoMistake() {
        events.addAll(events.subList(1, 4));

        assertThat(kinds()).isEmpty();
        assertThat(TopicsCheck.repeats(events)).isEqualTo(3);
    }

    @Test
    void givenARepeatOnACompactedTopicWhenItIsOlderThanWhatWasThereThenItIsFound() {
        states.add(states.get(1));

        assertThat(TopicsCheck.ofStates(run.all(), states)).extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.STATE_OLDER, Kind.READ_MODEL);
    }

    @Test
    void givenAStateWhenItIsNotThatOfTheStoreThenItIsFound() {
        states.set(3, new OnTopic(0, 3, Written.ORG, 15, null, organization(5, "Second")));

        assertThat(TopicsCheck.ofStates(run.all(), states)).extracting(Finding::kind).containsExactly(Kind.READ_MODEL);
    }

    private List<Kind> kinds() {
        return TopicsCheck.ofEvents(run.all(), events).stream().map(Finding::kind).toList();
    }

    private static OnTopic sent(Stored event) {
        return new OnTopic(0, event.position(), event.event().subject(), event.position(), event.id(), null);
    }

    private static Membership member(String person, Role role, long version) {
        return new Membership(Written.ORG, person, role, THEN, null, "e", version);
    }

    private static Organization organization(long version, String name) {
        return new Organization(Written.ORG, name, false, THEN, SecurityPolicy.NONE, Set.of(), version);
    }
}
