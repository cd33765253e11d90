package dev.orgledger.shared.envelope;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.orgledger.shared.apikey.ApiKeyAccessEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.user.UserEvent;
import dev.orgledger.shared.webhook.WebhookEvent;

/** Every event type of this release, by wire name and by class. */
public final class EventTypes {

    /** One event type. */
    public record EventType(String name, int revision, Class<? extends DomainEvent> javaType) {
        /** Where its JSON Schema stands: on the class path below {@code /schemas/}, and as {@code dataschema}. */
        public String schema() {
            return name + ".v" + revision + ".json";
        }
    }

    private static final List<Class<? extends DomainEvent>> VOCABULARIES = List.of(OrganizationEvent.class,
            MemberEvent.class, InvitationEvent.class, UserEvent.class, ApiKeyEvent.class, ApiKeyAccessEvent.class,
            WebhookEvent.class);

    private static final Map<String, EventType> BY_NAME = new LinkedHashMap<>();
    private static final Map<Class<?>, EventType> BY_CLASS = new LinkedHashMap<>();

    static {
        for (Class<? extends DomainEvent> vocabulary : VOCABULARIES) {
            for (Class<?> member : vocabulary.getPermittedSubclasses()) {
                WireType wire = member.getAnnotation(WireType.class);
                if (wire == null) {
                    throw new IllegalStateException(member + " lacks @WireType");
                }
                EventType type = new EventType(wire.value(), wire.revision(), member.asSubclass(DomainEvent.class));
                if (BY_NAME.put(type.name(), type) != null) {
                    throw new IllegalStateException("two event types are named " + type.name());
                }
                BY_CLASS.put(member, type);
            }
        }
    }

    private EventTypes() {
    }

    /** All of them, grouped by vocabulary. */
    public static Collection<EventType> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The type of that wire name; empty for one that this release does not know. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The type of that class, which must be an event of this release. */
    public static EventType of(Class<?> javaType) {
        EventType type = BY_CLASS.get(javaType);
        if (type == null) {
            throw new IllegalArgumentException(javaType + " is no event type of this release");
        }
        return type;
    }

    /** The sealed vocabularies themselves, for tests that walk them. */
    public static List<Class<? extends DomainEvent>> vocabularies() {
        return VOCABULARIES;
    }
}
