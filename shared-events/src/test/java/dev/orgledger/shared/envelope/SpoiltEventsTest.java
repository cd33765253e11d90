package dev.orgledger.shared.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.core.JacksonException;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.AccessTable;
import dev.orgledger.shared.state.StateRecord;

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

    private static final StateRecord MEMBERSHIP = new StateRecord.Membership("org_1", "user_1", Role.READ, NOW, null,
            "event-1",
            2);

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
        told(table);
        Decision before = table.decideForUser("org_1", "user_1", "org.read", NOW);
        assertThat(before.allowed()).isTrue();
        byte[] membership = EventJson.mapper().writeValueAsBytes(MEMBERSHIP);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            String key = List.of("org_1", "org_1/user_1", "user_1", "key_1", "x", "", "org_1/", "/")
                    .get(random.nextInt(8));
            byte[] json = i < ODD.size() ? ODD.get(i).getBytes(UTF_8) : spoilt(membership);
            try {
                table.apply(key, json, random.nextBoolean() ? 4L : null);
                told(table);
            } catch (JacksonException | IllegalArgumentException e) {
                refused++;
            }
            assertThat(table.decideForUser("org_1", "user_1", "org.read", NOW)).as("of seed %d", SEED)
                    .isEqualTo(before);
        }
        assertThat(refused).isGreaterThan(CASES / 4);
    }

    /** Everything as it is, once more. */
    private static void told(AccessTable table) {
        told(table, "user_1", new StateRecord.User("user_1", PersonFacts.UNKNOWN), null);
        told(table, "org_1/user_1", MEMBERSHIP, 5L);
        told(table, "org_1",
                new StateRecord.Organization("org_1", "Acme", false, NOW, SecurityPolicy.NONE, Set.of(), 3),
                5L);
    }

    private static void told(AccessTable table, String key, StateRecord record, @Nullable Long version) {
        table.apply(key, EventJson.mapper().writeValueAsBytes(record), version);
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
