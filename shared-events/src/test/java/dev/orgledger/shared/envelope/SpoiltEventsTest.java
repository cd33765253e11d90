package dev.orgledger.shared.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.core.JacksonException;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.state.AccessTable;

/** What other services read from the topics, spoilt: read as something, or refused as the Javadoc says; never anything between. */
class SpoiltEventsTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = 1_000;
    private static final List<String> ODD = List.of("", "null", "0", "\"\"", "[]", "{}", "[{}]", "\ufeff{}",
            "{\"org_id\":[]}",
            "{\"org_id\":{\"$gt\":\"\"}}", "{\"version\":1e999}", "{\"at\":\"+999999999-01-01T00:00:00Z\"}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000), "{\"org_id\":\"a\"}{", "\u0000", "<xml/>");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Random random = new Random(SEED);

    static Collection<EventType> types() {
        return EventTypes.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenSpoiltJsonWhenReadThenAnEventOrARefusal(EventType type) {
        byte[] approved = Samples.approved(type);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] json = i < ODD.size() ? ODD.get(i).getBytes(UTF_8) : spoilt(approved);
            try {
                assertThat(EventJson.read(type.name(), json)).as(new String(json, UTF_8)).isInstanceOf(type.javaType());
            } catch (JacksonException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).as("of seed %d", SEED).isBetween(CASES / 10, CASES);
    }

    @Test
    void givenSpoiltStateWhenAppliedThenARefusalChangesNoDecision() {
        AccessTable table = new AccessTable();
        String organization = """
                {"org_id":"org_1","name":"Acme","deleted":false,"created_at":"2026-01-01T00:00:00Z","policy":{"enforcing_2fa":false,
                 "enforce_hashed_api_keys":false,"require_apikey_expiration":false},"cut_off_keys":[],"version":3}""";
        String membership = """
                {"org_id":"org_1","user_id":"user_1","role":"read","since":"2026-01-01T00:00:00Z","granted_by_event":"event-1",
                 "version":2}""";
        table.apply("user_1", "{\"user_id\":\"user_1\",\"facts\":{\"two_factor_enabled\":true}}".getBytes(UTF_8), null);
        table.apply("org_1/user_1", membership.getBytes(UTF_8), 2L);
        table.apply("org_1", organization.getBytes(UTF_8), 3L);
        Decision before = table.decideForUser("org_1", "user_1", "org.read", NOW);
        assertThat(before).isInstanceOf(Decision.Allowed.class);

        for (int i = 0; i < CASES; i++) {
            String key = List.of("org_1", "org_1/user_1", "user_1", "key_1", "x", "", "org_1/", "/")
                    .get(random.nextInt(8));
            byte[] json = i < ODD.size()
                    ? ODD.get(i).getBytes(UTF_8)
                    : Arrays.copyOf(membership.getBytes(UTF_8), i % 90);
            try {
                table.apply(key, json, random.nextBoolean() ? 4L : null);
                assertThat(new String(json, UTF_8)).as("taken, of seed %d", SEED).contains("{");
            } catch (JacksonException | IllegalArgumentException refused) {
                continue;
            }
            table.apply("user_1", "{\"user_id\":\"user_1\",\"facts\":{\"two_factor_enabled\":true}}".getBytes(UTF_8),
                    null);
            table.apply("org_1/user_1", membership.getBytes(UTF_8), 5L);
            table.apply("org_1", organization.getBytes(UTF_8), 5L);
        }
        assertThat(table.decideForUser("org_1", "user_1", "org.read", NOW)).isEqualTo(before);
    }

    private byte[] spoilt(byte[] json) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(json, random.nextInt(json.length)) : json.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean()
                    ? random.nextInt(256)
                    : "{}[],:\"0n".charAt(
                            random.nextInt(9)));
        }
        return bytes;
    }
}
