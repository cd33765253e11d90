package dev.orgledger.query.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.shared.envelope.Topics;

/**
 * Records of every topic as the command side sends them (CloudEvents in binary mode and the project's own), spoilt. Each is
 * understood, or refused by a sentence that says where it stands and nothing of what is in it: nothing is guessed, and nothing is
 * taken for the order to forget that is not one.
 */
class SpoiltRecordsTest {

    private static final long SEED = Long.getLong("orgledger.fuzz.seed", 20_261_127);
    private static final int CASES = 400;
    private static final String MARK = "zuleika";
    private static final String NAME = "{\"email\":\"" + MARK + "@example.test\",\"first_name\":\"" + MARK + "\"}";
    private static final List<String> ODD = List.of("", " ", "null", "-1", "9223372036854775808", "NaN", "{}", "[]",
            "2026-13-01T00:00:00Z", "\u0000", "\ud800", "user", "SYSTEM", "{\"a\":1}", "org_", "key/", "event/",
            "denied/x");

    private final Random random = new Random(SEED);

    private record Sent(String topic, @Nullable String key, byte @Nullable [] value, List<String> headers) {

        ConsumerRecord<String, byte[]> record() {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(topic, 3, 42, key, value);
            Headers into = record.headers();
            for (int i = 0; i < headers.size(); i += 2) {
                into.add(headers.get(i), headers.get(i + 1).getBytes(UTF_8));
            }
            return record;
        }
    }

    @Test
    void givenRecordsAsTheyAreSentThenEachIsUnderstood() throws IOException {
        assertThat(sent()).hasSizeGreaterThan(35)
                .allSatisfy(each -> assertThat(Incoming.of(each.record())).as(each.key()).isNotNull());
    }

    @Test
    void givenSpoiltRecordsThenUnderstoodOrRefusedWithoutAWordOfWhatIsInThem() throws IOException {
        int refused = 0;
        List<Sent> all = sent();
        for (Sent each : all) {
            for (int i = 0; i < CASES; i++) {
                ConsumerRecord<String, byte[]> record = spoilt(each);
                try {
                    Incoming understood = Incoming.of(record);
                    assertThat(forgets(understood)).as("seed %d: %s", SEED, record).isEqualTo(record.value() == null);
                } catch (IllegalArgumentException e) {
                    assertThat(e.toString()).as("seed %d: %s", SEED, record).doesNotContain(MARK);
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(all.size() * CASES / 4, all.size() * CASES);
    }

    /** Whether that takes away what stands under its key. */
    private static boolean forgets(Incoming understood) {
        return switch (understood) {
            case Incoming.Event event -> event.event() == null;
            case Incoming.Denied denied -> denied.attempt() == null;
            case Incoming.Person person -> person.value() == null;
            case Incoming.Contact contact -> contact.value() == null;
            case Incoming.Key key -> key.value() == null;
            case Incoming.State state -> state.value() == null;
            case Incoming.Invitation invitation -> invitation.value() == null;
            case Incoming.Use use -> use.value() == null;
            case Incoming.Origin origin -> origin.value() == null;
            case Incoming.Details details -> details.value() == null;
        };
    }

    private ConsumerRecord<String, byte[]> spoilt(Sent sent) {
        Sent other = switch (random.nextInt(10)) {
            case 0 -> new Sent(sent.topic(), one(ODD), sent.value(), sent.headers());
            case 1 -> new Sent(sent.topic(), random.nextBoolean() ? null : sent.key(), sent.value(), List.of());
            case 2 -> new Sent(sent.topic(), sent.key(), null, sent.headers());
            case 3 -> new Sent(sent.topic(), sent.key(), one(ODD).getBytes(UTF_8), sent.headers());
            case 4 -> new Sent(sent.topic(), sent.key(), "[".repeat(5_000).getBytes(UTF_8), sent.headers());
            default -> new Sent(sent.topic(), sent.key(), bytes(sent.value()), sent.headers());
        };
        ConsumerRecord<String, byte[]> record = other.record();
        List<String> names = new ArrayList<>();
        for (Header header : record.headers()) {
            names.add(header.key());
        }
        if (!names.isEmpty() && random.nextBoolean()) {
            String name = one(names);
            record.headers().remove(name);
            if (random.nextInt(3) > 0) {
                record.headers().add(name, random.nextInt(4) == 0 ? null : one(ODD).getBytes(UTF_8));
            }
        }
        return record;
    }

    /** The same with some bytes written over, or without its end. */
    private byte @Nullable [] bytes(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        byte[] bytes = random.nextInt(3) == 0
                ? Arrays.copyOf(value, random.nextInt(value.length))
                : value.clone();
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<Sent> sent() throws IOException {
        List<String> origin = List.of("orgledger-position", "7", "ce_orgversion", "3");
        List<Sent> all = new ArrayList<>();
        try (Stream<Path> samples = Files
                .list(Path.of("..", "shared-events", "src", "test", "resources", "approved"))) {
            for (Path sample : samples.sorted().toList()) {
                String type = sample.getFileName().toString().replaceFirst("\\.v[0-9]+\\.json$", "");
                List<String> headers = List.of("ce_id", "event-1", "ce_type", type, "ce_time", "2026-01-01T00:00:00Z",
                        "ce_orgversion", "3", "ce_actorid", "user_1", "ce_requestid", "req", "orgledger-position", "7",
                        "orgledger-actor-type", "user", "orgledger-commitments", "{\"email\":\"abc\"}");
                all.add(new Sent(type.equals("access.denied") ? Topics.SECURITY : Topics.EVENTS, "org_1",
                        Files.readAllBytes(sample), headers));
            }
        }
        all.add(value(Topics.PERSONS, "user_1", NAME, origin));
        all.add(value(Topics.PERSONS, "org_1", "{\"management_email\":\"" + MARK + "@example.test\"}", origin));
        all.add(value(Topics.STATE, "user_1", "{\"user_id\":\"user_1\",\"facts\":{\"two_factor_enabled\":true}}",
                origin));
        all.add(value(Topics.STATE, "org_1/user_1", """
                {"org_id":"org_1","user_id":"user_1","role":"read","since":"2026-01-01T00:00:00Z",
                 "granted_by_event":"event-1","version":3}""", origin));
        all.add(value(Topics.INTERNAL, "key/key_1",
                """
                        {"key_id":"key_1","user_id":"user_1","name":"%s","secret_hash":"ab","created_at":"2026-01-01T00:00:00Z"}"""
                        .formatted(MARK),
                origin));
        all.add(value(Topics.INTERNAL, "invitation/inv_1",
                "{\"org_id\":\"org_1\",\"token_hash\":\"ab\",\"first_name\":\""
                        + MARK + "\"}",
                origin));
        all.add(value(Topics.INTERNAL, "event/event-1/user_1", """
                {"event_id":"event-1","person_id":"user_1","values":{"actor.ip":"%s"},"salt":"s"}""".formatted(MARK),
                origin));
        all.add(value(Topics.USAGE, "key_1", "{\"at\":\"2026-01-01T00:00:00Z\"}", List.of()));
        all.add(value(Topics.DENIALS, "denied/den_1/user_1", "{\"values\":{\"actor.ip\":\"" + MARK + "\"}}",
                List.of()));
        return all;
    }

    private static Sent value(String topic, String key, String json, List<String> headers) {
        return new Sent(topic, key, json.getBytes(UTF_8), headers);
    }
}
