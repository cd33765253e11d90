package dev.orgledger.shared.user;

import java.util.List;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;

/** The life of a registered person, and its end. Address, names and picture stand in {@code org.persons.v1}. */
public sealed interface UserEvent extends DomainEvent.OfUser {

    /** A person became a user, by the platform or by a first sign-in. */
    @WireType("user.registered")
    record UserRegistered(String userId) implements UserEvent {}

    /**
     * What is known of a user changed.
     *
     * @param changed names of the fields: {@code first_name}, {@code last_name}, {@code image_url},
     *            {@code two_factor_enabled}, {@code password_facts}; values are never in an event
     */
    @WireType("user.updated")
    record UserUpdated(String userId, List<String> changed) implements UserEvent {
        public UserUpdated {
            changed = List.copyOf(changed);
        }
    }

    /**
     * A person is forgotten, registered or only invited: the last event under this id, and the order to forget whatever is
     * kept of the person elsewhere. It is the certificate of the erasure: its metadata say when, and on whose word.
     */
    @WireType("user.erased")
    record UserErased(String userId) implements UserEvent {}
}
