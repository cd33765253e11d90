package dev.orgledger.command.platform.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.CommandMetadata;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.user.UserEvent.UserErased;

/**
 * On the way to the store: writes who caused an event into its metadata, moves its {@link Personal} values, and address
 * and user agent of whoever acts, into the vault, and leaves commitments in their place. The metadata is made here
 * from nothing, so that nothing else gets into the store by accident.
 */
final class VaultInterceptor implements MessageDispatchInterceptor<EventMessage<?>> {

    private final EventPersonal vault;

    VaultInterceptor(EventPersonal vault) {
        this.vault = vault;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        List<EventMessage<?>> cleaned = new ArrayList<>();
        List<EventPersonal.Row> rows = new ArrayList<>();
        for (EventMessage<?> message : messages) {
            cleaned.add(message.getPayload() instanceof DomainEvent
                    ? clean(message, CommandMetadata.contextOf(CurrentUnitOfWork.get()), rows)
                    : message);
        }
        Set<String> forgotten = forgotten(messages);
        vault.store(rows.stream().map(row -> forgotten.contains(row.personId()) ? row.emptied() : row).toList());
        return (index, message) -> cleaned.get(index);
    }

    /** Whoever is erased by these very events: commitments stay, what they were made of is not kept for a moment. */
    private static Set<String> forgotten(List<? extends EventMessage<?>> messages) {
        return messages.stream().map(EventMessage::getPayload).filter(UserErased.class::isInstance)
                .map(event -> ((UserErased) event).userId()).collect(Collectors.toSet());
    }

    private static EventMessage<?> clean(EventMessage<?> message, RequestContext context,
            List<EventPersonal.Row> rows) {
        Map<String, String> commitments = new TreeMap<>();
        personalValues(message, context).forEach((personId, values) -> {
            EventPersonal.Row row = new EventPersonal.Row(message.getIdentifier(), personId, Commitment.freshSalt(),
                    values);
            rows.add(row);
            row.commit(commitments);
        });
        Map<String, Object> metadata = metadata(context);
        if (!commitments.isEmpty()) {
            metadata.put(EventMetadata.COMMITMENTS, commitments);
        }
        return message.withMetaData(metadata);
    }

    private static Map<String, Map<String, String>> personalValues(EventMessage<?> message, RequestContext context) {
        Map<String, Map<String, String>> byPerson = new LinkedHashMap<>();
        for (Object given : given(message.getMetaData().get(Personal.METADATA_KEY))) {
            if (given instanceof Personal personal) {
                byPerson.computeIfAbsent(personal.personId(), id -> new HashMap<>()).putAll(personal.values());
            }
        }
        String actor = context.principal() instanceof Principal.Platform
                ? Actor.Type.PLATFORM.word()
                : context.principal().personId();
        if (actor != null) {
            Map<String, String> values = byPerson.computeIfAbsent(actor, id -> new HashMap<>());
            values.put("actor.ip", context.address());
            if (context.userAgent() != null) {
                values.put("actor.user_agent", context.userAgent());
            }
        }
        return byPerson;
    }

    private static List<?> given(@Nullable Object personal) {
        return switch (personal) {
            case null -> List.of();
            case List<?> several -> several;
            default -> List.of(personal);
        };
    }

    private static Map<String, Object> metadata(RequestContext context) {
        Actor actor = Actor.of(context.principal());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(EventMetadata.ACTOR_TYPE, actor.type().word());
        if (actor.userId() != null) {
            metadata.put(EventMetadata.ACTOR_ID, actor.userId());
        }
        if (actor.apiKeyId() != null) {
            metadata.put(EventMetadata.ACTOR_KEY, actor.apiKeyId());
        }
        metadata.put(EventMetadata.REQUEST_ID, context.requestId());
        if (context.traceparent() != null) {
            metadata.put(EventMetadata.TRACE_PARENT, context.traceparent());
        }
        return metadata;
    }
}
