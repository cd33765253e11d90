package dev.orgledger.query.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.query.platform.kafka.Incoming;

/** When an answer is given again, and when it is made anew. */
class AnswerCacheTest {

    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

    private final AtomicLong reached = new AtomicLong(10);
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final LastChanges changes = new LastChanges();
    private final AnswerCache cache = new AnswerCache(reached::get, changes, JsonMapper.builder().build(),
            ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    private long made;

    private Answer make() {
        made++;
        return new Answer(made, Map.of("made", made), Set.of("org_1", "user_1", "inv_1"), START.plusSeconds(60));
    }

    private String asked() {
        return new String(cache.answer("question", this::make).getBody(), StandardCharsets.UTF_8);
    }

    @Test
    void givenNoChangeWhenAskedAgainThenTheSameWithItsVersion() {
        String first = asked();

        assertThat(asked()).isEqualTo(first).isEqualTo("{\"made\":1}");
        var again = cache.answer("question", this::make);
        assertThat(again.getHeaders().getFirst("x-org-version")).isEqualTo("1");
        assertThat(again.getHeaders().getETag()).isEqualTo("\"1\"");
        assertThat(new String(cache.answer("another question", this::make).getBody(), StandardCharsets.UTF_8))
                .isEqualTo("{\"made\":2}");
    }

    static Stream<Incoming> whatItTellsOf() {
        return Stream.of(new Incoming.State("org_1", null, 11, null),
                new Incoming.State("org_1/user_2", null, 11, 3L),
                new Incoming.State("user_1", null, 11, null),
                new Incoming.Contact("org_1", null, 11),
                new Incoming.Person("user_1", null, 11),
                new Incoming.Invitation("inv_1", null, 11));
    }

    @ParameterizedTest
    @MethodSource("whatItTellsOf")
    void givenAChangeOfWhatItTellsOfThenMadeAnewUntilTheDocumentsHaveIt(Incoming change) {
        asked();
        changes.note(change);

        assertThat(asked()).isEqualTo("{\"made\":2}");
        // That one may be from before the change: the documents had not reached it.
        assertThat(asked()).isEqualTo("{\"made\":3}");
        reached.set(11);
        assertThat(asked()).isEqualTo("{\"made\":4}");
        assertThat(asked()).isEqualTo("{\"made\":4}");
    }

    @Test
    void givenAChangeWhileItIsMadeThenItIsNotGivenAgain() {
        cache.answer("question", () -> {
            changes.note(new Incoming.Person("user_1", null, 11));
            reached.set(11);
            return make();
        });

        assertThat(asked()).isEqualTo("{\"made\":2}");
    }

    @Test
    void givenChangesOfOthersOrOldOnesThenGivenAgain() {
        asked();
        for (Incoming other : List.of(new Incoming.State("org_2", null, 11, null),
                new Incoming.State("org_2/user_1", null, 11, 1L), new Incoming.Person("user_2", null, 11),
                new Incoming.Person("user_1", null, 10), new Incoming.Use("key_1", null))) {
            changes.note(other);
        }

        assertThat(asked()).isEqualTo("{\"made\":1}");
    }

    @Test
    void givenItsTimeIsOverThenMadeAnew() {
        asked();
        now.set(START.plusSeconds(60).minus(Duration.ofMillis(1)));
        assertThat(asked()).isEqualTo("{\"made\":1}");

        now.set(START.plusSeconds(60));

        assertThat(asked()).isEqualTo("{\"made\":2}");
    }

    @Test
    void givenAnAnswerForOnceThenItIsNotKept() {
        cache.answer("question", () -> Answer.once(1, Map.of("made", "once")));

        assertThat(asked()).isEqualTo("{\"made\":1}");
    }
}
