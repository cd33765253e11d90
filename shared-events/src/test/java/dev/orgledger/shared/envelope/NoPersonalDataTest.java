package dev.orgledger.shared.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.shared.envelope.EventTypes.EventType;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/**
 * No event can hold an address or a name of a person. What an event may have is a positive list: a new component fails
 * here until somebody has thought about it.
 */
class NoPersonalDataTest {

    /** Types that cannot hold free text. */
    private static final Set<Class<?>> HARMLESS = Set.of(Instant.class, Role.class, int.class,
            Integer.class, long.class, boolean.class);

    /** Text that is an id, or a list of ids or of names of fields. */
    private static final Set<String> IDS = Set.of("orgId", "userId", "personId", "ownerId", "previousOwnerId",
            "invitationId", "keyId", "webhookId", "limitedToOrgs", "changed");

    /** Text about an organization, not a person, that its members chose; allowed in these vocabularies only. */
    private static final Map<String, Set<String>> OF_THE_ORGANIZATION = Map.of("organization.",
            Set.of("name", "previousName", "logo", "previousLogo", "website", "previousWebsite"), "webhook.",
            Set.of("name", "previousName", "host", "previousHost", "events", "previousEvents", "reason"));

    /** Words of the service itself, which no caller chooses; allowed in what tells of a refused attempt. */
    private static final Set<String> OF_AN_ATTEMPT = Set.of("id", "method", "path", "code", "permission", "missing");

    static Collection<EventType> types() {
        return EventTypes.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyComponentIsOnThePositiveList(EventType type) {
        assertThat(unknownComponents(type.name(), type.javaType())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theJsonHoldsNothingButTheValuesOfTheComponents(EventType type) throws ReflectiveOperationException {
        List<Object> markers = new ArrayList<>();
        DomainEvent event = (DomainEvent) filled(type.javaType(), markers);

        JsonNode json = EventJson.mapper().readTree(EventJson.write(event));

        assertThat(leaves(json).filter(JsonNode::isString).map(JsonNode::asString)).isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(markers.stream().map(String::valueOf).toList());
        assertThat(json.toString()).doesNotContain("@");
    }

    @ParameterizedTest
    @MethodSource("types")
    void theApprovedSampleHoldsNoAddress(EventType type) {
        assertThat(new String(Samples.approved(type))).doesNotContain("@");
    }

    @Test
    void anAttemptHoldsIdsAndWordsOfTheServiceAlone() {
        assertThat(unknownComponents(AccessDenied.TYPE, AccessDenied.class)).isEmpty();
        assertThat(EventJson.mapper().writeValueAsString(Samples.ATTEMPT)).doesNotContain("@");
    }

    private static List<String> unknownComponents(String wireName, Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).flatMap(component -> {
            if (component.getType().isRecord()) {
                return unknownComponents(wireName, component.getType()).stream();
            }
            return allowed(wireName, component)
                    ? Stream.empty()
                    : Stream.of(record.getSimpleName() + "." + component.getName());
        }).toList();
    }

    private static boolean allowed(String wireName, RecordComponent component) {
        boolean text = component.getType() == String.class
                || component.getGenericType().getTypeName().equals("java.util.List<java.lang.String>");
        boolean ofTheOrganization = OF_THE_ORGANIZATION.entrySet().stream()
                .anyMatch(e -> wireName.startsWith(e.getKey()) && e.getValue().contains(component.getName()));
        boolean ofAnAttempt = wireName.equals(AccessDenied.TYPE) && OF_AN_ATTEMPT.contains(component.getName());
        return HARMLESS.contains(component.getType())
                || text && (IDS.contains(component.getName()) || ofTheOrganization || ofAnAttempt);
    }

    /** A record whose every text is a marker of its own; markers that show up as text in JSON are noted. */
    private static Object filled(Class<?> record, List<Object> markers) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = marker(components[i], markers);
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return record.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object marker(RecordComponent component, List<Object> markers) throws ReflectiveOperationException {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return filled(type, markers);
        }
        if (type == int.class || type == Integer.class) {
            return 7;
        }
        if (type == boolean.class) {
            return true;
        }
        Object marker = type == Instant.class
                ? Instant.EPOCH.plusSeconds(markers.size())
                : type == Role.class
                        ? Role.values()[markers.size() % Role.values().length]
                        : "marker of " + component.getName();
        markers.add(marker instanceof Role role ? role.word() : marker);
        return type == List.class ? List.of(marker) : marker;
    }

    private static Stream<JsonNode> leaves(JsonNode node) {
        return node.isContainer() ? node.valueStream().flatMap(NoPersonalDataTest::leaves) : Stream.of(node);
    }
}
