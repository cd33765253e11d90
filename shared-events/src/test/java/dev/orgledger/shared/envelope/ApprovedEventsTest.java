package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.security.AccessDenied;

/** The JSON of every event type is what other services were promised, written and read. */
class ApprovedEventsTest {

    /** Keeps the order of the fields, unlike the mapper under test. */
    private static final JsonMapper AS_IT_STANDS = JsonMapper.shared();

    static Collection<EventType> types() {
        return EventTypes.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenAnEventWhenWrittenThenItIsTheApprovedJsonByteForByteButForLayout(EventType type) {
        String approved = AS_IT_STANDS.readTree(Samples.approved(type)).toString();

        assertThat(new String(EventJson.write(Samples.event(type)), StandardCharsets.UTF_8)).isEqualTo(approved);
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenApprovedJsonWhenReadThenItIsTheEvent(EventType type) {
        assertThat(EventJson.read(type.name(), Samples.approved(type))).isEqualTo(Samples.event(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenAFieldOfANewerReleaseWhenReadThenItIsIgnored(EventType type) {
        ObjectNode newer = (ObjectNode) AS_IT_STANDS.readTree(Samples.approved(type));
        newer.put("of_a_newer_release", true).putObject("nested").put("more", 1);

        assertThat(EventJson.read(type.name(), AS_IT_STANDS.writeValueAsBytes(newer))).isEqualTo(Samples.event(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenOnlyRequiredFieldsWhenReadAndWrittenThenNothingIsAddedNotEvenNull(EventType type) {
        ObjectNode lean = (ObjectNode) AS_IT_STANDS.readTree(Samples.approved(type));
        lean.retain(Schemas.required(type));

        DomainEvent event = EventJson.read(type.name(), AS_IT_STANDS.writeValueAsBytes(lean));

        assertThat(new String(EventJson.write(event), StandardCharsets.UTF_8)).isEqualTo(lean.toString());
    }

    @Test
    void givenANameOfNoEventWhenReadThenItIsRefusedByName() {
        assertThatThrownBy(() -> EventJson.read("member.teleported", "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("member.teleported");
    }

    @Test
    void everyFileUnderApprovedBelongsToAnEventType() {
        List<String> expected = Stream
                .concat(EventTypes.all().stream().map(EventType::schema), Stream.of(AccessDenied.SCHEMA)).toList();

        assertThat(Stream.of(Schemas.folder("/approved").list())).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void givenAnAttemptWhenWrittenAndReadThenItIsTheApprovedJson() {
        byte[] approved = Samples.resource("/approved/" + AccessDenied.SCHEMA);

        assertThat(EventJson.mapper().writeValueAsString(Samples.ATTEMPT))
                .isEqualTo(AS_IT_STANDS.readTree(approved).toString());
        assertThat(EventJson.mapper().readValue(approved, AccessDenied.class)).isEqualTo(Samples.ATTEMPT);
    }
}
