package dev.orgledger.command.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.EventTypes.EventType;

class NamedPeopleTest {

    /** What an event calls somebody. */
    private static final Set<String> PEOPLE = Set.of("userId", "personId", "ownerId", "previousOwnerId");

    @ParameterizedTest
    @MethodSource("types")
    void whateverHappensThenEverybodyWhomTheEventNamesIsFound(EventType type) throws Exception {
        RecordComponent[] components = type.javaType().getRecordComponents();
        DomainEvent event = type.javaType()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(Arrays.stream(components).map(NamedPeopleTest::value).toArray());

        assertThat(NamedPeople.of(event)).isEqualTo(Arrays.stream(components).map(RecordComponent::getName)
                .filter(PEOPLE::contains).collect(Collectors.toSet()));
    }

    static List<EventType> types() {
        return List.copyOf(EventTypes.all());
    }

    /** A text is its own name. */
    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return component.getName();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == int.class) {
            return 1;
        }
        return type == boolean.class ? Boolean.TRUE : null;
    }
}
