package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PasswordPolicy;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;
import dev.orgledger.shared.state.StateRecord;

/** Every published JSON Schema says exactly what its Java type says, and holds the samples to it. */
class EventSchemasTest {

    /** A schema and the record that it describes. */
    record Described(String file, Class<?> javaType) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Collection<EventType> types() {
        return EventTypes.all();
    }

    static Stream<Described> described() {
        return Stream.concat(types().stream().map(type -> new Described(type.schema(), type.javaType())),
                Stream.of(new Described("person.v1.json", PersonRecord.class),
                        new Described("contact.v1.json", ContactRecord.class),
                        new Described(AccessDenied.SCHEMA, AccessDenied.class)));
    }

    @ParameterizedTest
    @MethodSource("described")
    void theSchemaHasTheFieldsOfTheRecordAndRequiresThoseThatAreNeverNull(Described it) {
        JsonNode schema = Schemas.document(it.file());

        assertThat(schema.get("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("$id").asString()).isEqualTo("https://orgledger.dev/schemas/" + it.file());
        assertThat(schema.get("title").asString()).isEqualTo(it.javaType().getSimpleName());
        assertThat(schema.get("additionalProperties").asBoolean()).as("open to newer releases").isTrue();
        assertThat(schema.get("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(
                components(it).map(EventSchemasTest::field).toList());
        assertThat(schema.get("required").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrderElementsOf(
                components(it).filter(c -> !c.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(EventSchemasTest::field).toList());
    }

    @ParameterizedTest
    @MethodSource("described")
    void theSchemaDescribesEveryFieldAndGivesItTheTypeOfTheComponent(Described it) {
        JsonNode properties = Schemas.document(it.file()).get("properties");

        components(it).forEach(component -> {
            JsonNode property = properties.get(field(component));
            assertThat(property.get("description").asString()).as(field(component)).isNotBlank();
            assertThat(property.get("type").asString()).as(field(component)).isEqualTo(jsonType(component.getType()));
            if (component.getType() == Instant.class) {
                assertThat(property.get("format").asString()).as(field(component)).isEqualTo("date-time");
            }
            if (component.getType() == Role.class) {
                assertThat(property.get("enum").valueStream().map(JsonNode::asString))
                        .containsExactlyElementsOf(Arrays.stream(Role.values()).map(Role::word).toList());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenTheSampleThenTheSchemaAcceptsItWithAndWithoutOptionalAndUnknownFields(EventType type) {
        ObjectNode sample = sample(type);
        ObjectNode lean = sample(type).retain(Schemas.required(type));
        ObjectNode newer = sample(type).put("of_a_newer_release", "anything");

        assertThat(List.of(sample, lean, newer)).allSatisfy(
                json -> assertThat(Schemas.faults(type.schema(), json)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenASampleWithoutARequiredFieldThenTheSchemaRefusesIt(EventType type) {
        assertThat(Schemas.required(type)).isNotEmpty().allSatisfy(field -> {
            ObjectNode torn = sample(type);
            torn.remove(field);
            assertThat(Schemas.faults(type.schema(), torn)).singleElement()
                    .satisfies(fault -> assertThat(fault.getKeyword()).isEqualTo("required"));
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void givenASampleWithAFieldOfTheWrongTypeThenTheSchemaRefusesIt(EventType type) {
        assertThat(sample(type).propertyNames()).allSatisfy(field -> {
            ObjectNode wrong = sample(type);
            if (wrong.get(field).isBoolean()) {
                wrong.put(field, 1);
            } else {
                wrong.put(field, false);
            }
            assertThat(Schemas.faults(type.schema(), wrong)).isNotEmpty();
        });
    }

    @Test
    void givenWhatThePersonsTopicCarriesThenItsSchemasAcceptIt() {
        JsonMapper mapper = EventJson.mapper();
        PersonRecord known = new PersonRecord("ada@example.org", "Ada", "Lovelace", "https://example.org/ada.png",
                Instant.parse("2026-11-22T10:00:00Z"));
        PersonRecord invited = new PersonRecord("ada@example.org", null, null, null, null);

        assertThat(Schemas.faults("person.v1.json", mapper.valueToTree(known))).isEmpty();
        assertThat(Schemas.faults("person.v1.json", mapper.valueToTree(invited))).isEmpty();
        assertThat(Schemas.faults("contact.v1.json", mapper.valueToTree(new ContactRecord("ops@example.org"))))
                .isEmpty();
        assertThat(Schemas.faults("person.v1.json", mapper.createObjectNode())).isNotEmpty();
        assertThat(Schemas.faults("contact.v1.json", mapper.createObjectNode())).isNotEmpty();
    }

    @Test
    void givenWhatTheSecurityTopicCarriesThenItsSchemaAcceptsItAndNothingTorn() {
        JsonNode whole = EventJson.mapper().valueToTree(Samples.ATTEMPT);
        ObjectNode lean = EventJson.mapper().valueToTree(new AccessDenied("den_1", "org_1", 1, "GET", "/apikey",
                "org_requires_expiring_key", null, null, null, null));

        assertThat(Schemas.faults(AccessDenied.SCHEMA, whole)).isEmpty();
        assertThat(Schemas.faults(AccessDenied.SCHEMA, lean)).isEmpty();
        assertThat(List.copyOf(lean.propertyNames())).allSatisfy(field -> {
            ObjectNode torn = lean.deepCopy();
            torn.remove(field);
            assertThat(Schemas.faults(AccessDenied.SCHEMA, torn)).as(field).isNotEmpty();
        });
    }

    /** What the state topic carries, as much of it as there may be and as little. */
    static Stream<Arguments> states() {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        SecurityPolicy policy = new SecurityPolicy(true, new PasswordPolicy(true, 12, true, true, true), true, true,
                90);
        return Stream.of(
                Arguments.of("organization-state",
                        new StateRecord.Organization("org_1", "Acme", true, at, policy, Set.of("key_1"), 7)),
                Arguments.of("organization-state",
                        new StateRecord.Organization("org_1", "Acme", false, at, SecurityPolicy.NONE, Set.of(), 1)),
                Arguments.of("membership-state",
                        new StateRecord.Membership("org_1", "user_1", Role.AUDITOR, at, at, "event", 2)),
                Arguments.of("membership-state",
                        new StateRecord.Membership("org_1", "user_1", Role.READ, at, null, "event", 2)),
                Arguments.of("user-state",
                        new StateRecord.User("user_1",
                                new PersonFacts(true, new PasswordFacts(12, true, true, false)))),
                Arguments.of("user-state", new StateRecord.User("user_1", PersonFacts.UNKNOWN)),
                Arguments.of("apikey-state",
                        new StateRecord.Key("key_1", "user_1", new KeyLimits(at, Set.of("org_1"), Role.READ), at)),
                Arguments.of("apikey-state", new StateRecord.Key("key_1", "user_1", KeyLimits.NONE, null)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void givenWhatTheStateTopicCarriesThenItsSchemaAcceptsItAndNothingTorn(String schema, StateRecord value) {
        String file = schema + ".v1.json";
        ObjectNode json = EventJson.mapper().valueToTree(value);

        assertThat(Schemas.faults(file, json)).isEmpty();
        Schemas.document(file).get("required").forEach(field -> {
            ObjectNode torn = json.deepCopy();
            torn.remove(field.asString());
            assertThat(Schemas.faults(file, torn)).as(field.asString()).isNotEmpty();
        });
    }

    @Test
    void everyFileUnderSchemasIsOneOfThese() {
        assertThat(Schemas.folder("/schemas").list()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(described().map(Described::file), states().map(state -> state.get()[0] + ".v1.json"))
                        .distinct().toList());
    }

    private static ObjectNode sample(EventType type) {
        return (ObjectNode) JsonMapper.shared().readTree(Samples.approved(type));
    }

    private static Stream<RecordComponent> components(Described it) {
        return Arrays.stream(it.javaType().getRecordComponents());
    }

    private static String field(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String jsonType(Class<?> javaType) {
        if (javaType == int.class || javaType == long.class) {
            return "integer";
        }
        if (javaType == boolean.class) {
            return "boolean";
        }
        if (javaType.isRecord()) {
            return "object";
        }
        return javaType == List.class ? "array" : "string";
    }
}
