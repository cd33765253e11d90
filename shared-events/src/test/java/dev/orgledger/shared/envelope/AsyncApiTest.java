package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.security.AccessDenied;

/** {@code asyncapi.yaml} describes the topics and events that exist, and nothing else. */
class AsyncApiTest {

    private final JsonNode document = parse();

    @Test
    void itIsAnAsyncApi3Document() {
        assertThat(document.get("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
    }

    @Test
    void itDescribesThePublicTopics() {
        assertThat(document.get("channels").valueStream().map(c -> c.get("address").asString()))
                .containsExactlyInAnyOrder(Topics.EVENTS, Topics.STATE, Topics.PERSONS, Topics.SECURITY);
        assertThat(document.get("channels").valueStream().map(c -> c.at("/bindings/kafka/partitions").asInt()))
                .containsOnly(Topics.PARTITIONS);
    }

    @Test
    void everyEventTypeIsAMessageOfTheEventsTopicWithItsSchema() {
        List<String> messages = EventTypes.all().stream().map(type -> type.javaType().getSimpleName()).toList();

        assertThat(document.at("/channels/events/messages").propertyNames())
                .containsExactlyInAnyOrderElementsOf(messages);
        assertThat(EventTypes.all()).allSatisfy(type -> {
            JsonNode message = document.at("/components/messages/" + type.javaType().getSimpleName());
            assertThat(message.get("name").asString()).isEqualTo(type.name());
            assertThat(message.at("/payload/$ref").asString()).isEqualTo("schemas/" + type.schema());
            assertThat(message.at("/traits/0/$ref").asString()).isEqualTo("#/components/messageTraits/" + trait(type));
        });
    }

    @Test
    void anAttemptIsTheOneMessageOfTheSecurityTopicWithItsSchema() {
        assertThat(document.at("/channels/security/messages").propertyNames()).containsExactly("AccessDenied");
        JsonNode message = document.at("/components/messages/AccessDenied");
        assertThat(message.get("name").asString()).isEqualTo(AccessDenied.TYPE);
        assertThat(message.at("/payload/$ref").asString()).isEqualTo("schemas/" + AccessDenied.SCHEMA);
    }

    @Test
    void everyReferenceResolves() {
        List<String> references = references(document).toList();

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
            } else {
                assertThat(Samples.resource("/" + reference)).as(reference).isNotEmpty();
            }
        });
    }

    @Test
    void itNamesExactlyTheCloudEventsHeadersThatTheRecordsCarry() {
        JsonNode ofUser = document.at("/components/schemas/UserEventHeaders/properties");
        JsonNode ofOrganization = document.at("/components/schemas/OrgEventHeaders/allOf/1/properties");

        assertThat(ofUser.propertyNames()).containsExactlyInAnyOrder(Headers.CE_SPEC_VERSION, Headers.CE_ID,
                Headers.CE_SOURCE, Headers.CE_TYPE, Headers.CE_SUBJECT, Headers.CE_TIME, Headers.CE_DATA_SCHEMA,
                Headers.CONTENT_TYPE, Headers.CE_ACTOR_ID, Headers.CE_REQUEST_ID,
                Headers.CE_TRACE_PARENT, Headers.TRACE_PARENT);
        assertThat(ofOrganization.propertyNames()).containsExactly(Headers.CE_ORG_VERSION);
    }

    private static String trait(EventType type) {
        return DomainEvent.OfUser.class.isAssignableFrom(type.javaType()) ? "userEvent" : "orgEvent";
    }

    private static Stream<String> references(JsonNode node) {
        if (!node.isContainer()) {
            return Stream.empty();
        }
        Stream<String> here = node.has("$ref") ? Stream.of(node.get("$ref").asString()) : Stream.empty();
        return Stream.concat(here, node.valueStream().flatMap(AsyncApiTest::references));
    }

    private static JsonNode parse() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(strict))
                .load(new String(Samples.resource("/asyncapi.yaml"), java.nio.charset.StandardCharsets.UTF_8));
        return JsonMapper.shared().valueToTree(loaded);
    }
}
