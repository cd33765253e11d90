package dev.orgledger.command.platform.eventstore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import dev.orgledger.shared.envelope.DomainEvent;

/** What one unit of work has stored so far: kept as a resource of its root. */
public final class Appended {

    private static final String RESOURCE = Appended.class.getName();

    private long position;
    private final Map<String, Long> versions = new LinkedHashMap<>();
    private final Set<String> persons = new LinkedHashSet<>();

    private Appended() {
    }

    /** What that unit of work has stored; empty when nothing. */
    public static Optional<Appended> in(UnitOfWork<?> unitOfWork) {
        return Optional.ofNullable(unitOfWork.root().getResource(RESOURCE));
    }

    /** The record of the present unit of work; {@code onFirst} runs with its root when there was none yet. */
    static Appended current(Consumer<UnitOfWork<?>> onFirst) {
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        return root.getOrComputeResource(RESOURCE, key -> {
            onFirst.accept(root);
            return new Appended();
        });
    }

    void add(DomainEventMessage<?> message) {
        versions.put(message.getAggregateIdentifier(), message.getSequenceNumber() + 1);
        if (message.getPayload() instanceof DomainEvent event) {
            persons.addAll(NamedPeople.of(event));
        }
    }

    void reached(long globalIndex) {
        position = Math.max(position, globalIndex);
    }

    /** Global position of the last event. */
    public long position() {
        return position;
    }

    /** Version of every aggregate that got events, by its id, in the order of the first event. */
    public Map<String, Long> versions() {
        return Map.copyOf(versions);
    }

    /** People whom the events name. */
    public Set<String> persons() {
        return Set.copyOf(persons);
    }
}
