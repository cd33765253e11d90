package dev.orgledger.shared.envelope;

/**
 * Something that happened: an immutable record of ids and primitives, never of personal data. Each implementation
 * carries a {@link WireType}; the vocabularies are the sealed interfaces listed in {@link EventTypes}.
 */
public interface DomainEvent {

    /** An event of an organization: ordered and numbered without gaps within it. */
    interface OfOrganization extends DomainEvent {
        /** The organization's id, the key on {@code org.events.v1}. */
        String orgId();
    }

    /** An event of one user or of one of the user's API keys. */
    interface OfUser extends DomainEvent {
        /** The user's id, the key on {@code org.events.v1}. */
        String userId();
    }

    /** The key of this event on {@code org.events.v1}. */
    default String subject() {
        return switch (this) {
            case OfOrganization event -> event.orgId();
            case OfUser event -> event.userId();
            default -> throw new IllegalStateException("neither of an organization nor of a user: " + getClass());
        };
    }
}
