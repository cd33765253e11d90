package dev.orgledger.command.organization;

import java.time.Instant;

import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.role.Role;

/**
 * A command that was let through: who asks, in which standing, and when.
 *
 * @param role the role that counts: the person's own, or the key's {@code max_role} where that ranks lower
 * @param until end of the person's own role; null is none
 */
record Asked(String personId, Role role, @Nullable Instant until, Instant now) {

    /** Metadata key of the acting person's id: the aggregate remembers by it who vouches for an invitation. */
    static final String ACTOR_ID = "actor_id";

    /** Lets it happen. */
    void happened(DomainEvent event) {
        happened(event, Personal.about(personId));
    }

    /** Lets it happen, with personal values that must not be in the event. */
    void happened(DomainEvent event, Personal values) {
        AggregateLifecycle.apply(event, MetaData.with(ACTOR_ID, personId).mergedWith(values.asMetaData()));
    }
}
