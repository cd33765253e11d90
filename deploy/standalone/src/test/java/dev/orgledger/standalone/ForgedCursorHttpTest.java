package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.query.platform.http.Cursor;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/**
 * Cursors with a right check and a wrong place: the check guards no secret, so anybody who reads the source can make one. It may
 * lead to another place of the same list, and to nothing else.
 */
class ForgedCursorHttpTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = 40;
    private static final World WORLD = World.shared();
    private static final Person OWNER = WORLD.person();
    private static final String ORG = WORLD.organization(OWNER);
    private static final String MOMENT = Instant.now().minusMillis(1).toString();
    private static final List<String> PARTS = List.of("m", "i", "d0", "d9223372036854775807", "d-9223372036854775808",
            "dx",
            "n1", "n-9223372036854775808", "t", "tuser_1", "", "x", "2026-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59Z",
            "1", "a 2026", "$where", "\u0000");

    private final Random random = new Random(SEED);
    private final Odd odd = new Odd(random);

    /** A list, as its cursors name it. */
    private record Listed(String name, String path, List<String> query) {
        @Override
        public String toString() {
            return path + " " + name.replaceAll(" .*", "");
        }
    }

    static Stream<Listed> lists() {
        List<String> org = List.of("orgId", ORG);
        return Stream.of(new Listed("organizations " + OWNER.id(), "/organization", List.of()),
                new Listed("members " + ORG, "/organization/members", org),
                new Listed("audit " + ORG, "/organization/audit", org),
                new Listed("audit " + OWNER.id(), "/user/audit", List.of()),
                new Listed("keys " + OWNER.id(), "/apikey", List.of()),
                new Listed("keys " + ORG, "/apikey", org),
                new Listed("invitations " + ORG, "/organization/invitations", org),
                new Listed("invitations " + OWNER.id(), "/organization/invitations", List.of()),
                new Listed("organizations " + OWNER.id() + " " + MOMENT, "/organization", List.of("at", MOMENT)),
                new Listed("members " + ORG + " " + MOMENT, "/organization/members",
                        List.of("orgId", ORG, "at", MOMENT)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void givenARightCheckOnAWrongPlaceThenAPartOfTheListOrInvalidCursor(Listed list) {
        for (int i = 0; i < CASES; i++) {
            List<String> place = new ArrayList<>();
            for (int parts = random.nextInt(1, 5); parts > 0; parts--) {
                place.add(random.nextInt(4) == 0 ? odd.text() : odd.one(PARTS));
            }
            answered(list, Cursor.of(list.name(), place), place.toString());
        }
        Odd.TEXTS.stream().filter(typed -> typed.length() < 1_000)
                .forEach(typed -> assertThat(answered(list, "x" + typed, typed).status()).as(typed).isEqualTo(400));
    }

    @Test
    void givenNumbersThatNoStoreHoldsThenInvalidCursorOfWebhooks() {
        String hook = OWNER.api().post("/webhooks", Map.of("orgId", ORG, "name", "hook", "url",
                "https://hooks.example.test/", "events", List.of("*"), "enabled", false)).expect(200).text("/data/id");
        for (String number : List.of("0", "999999999999999999", "253402300800000")) {
            answered(new Listed("", "/webhooks", List.of("orgId", ORG)), number + "." + hook, number);
            answered(new Listed("", "/webhooks/deliveries", List.of("orgId", ORG, "webhookId", hook)), number, number);
        }
    }

    private static Answer answered(Listed list, String cursor, String what) {
        List<String> query = new ArrayList<>(list.query());
        query.addAll(List.of("cursor", cursor));
        Answer answer = OWNER.api().get(list.path(), query.toArray(String[]::new));
        assertThat(answer.status()).as("seed %d, %s, %s: %s", SEED, list, what, answer.response().body()).isIn(200,
                400);
        if (answer.status() == 400) {
            assertThat(answer.text("/code")).as(what).isIn("invalid_cursor", "invalid_parameter");
        }
        return answer;
    }
}
