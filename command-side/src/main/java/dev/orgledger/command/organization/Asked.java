package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.List;

import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.vault.EventMetadata;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/**
 * A command that was let through: who asks, in which standing, and when.
 *
 * @param by the person, or one of the person's keys
 * @param role the role that counts: the person's own, or the key's {@code max_role} where that ranks lower
 * @param until end of the person's own role; null is none
 */
record Asked(Principal by, String personId, Role role, @Nullable Instant until, Instant now) {

    /** Lets it happen. */
    void happened(DomainEvent event) {
        happened(event, Personal.about(personId));
    }

    /** Lets it happen, with personal values that must not be in the event. */
    void happened(DomainEvent event, Personal values) {
        happened(event, List.of(values));
    }

    /** The same with values about several. */
    void happened(DomainEvent event, List<Personal> values) {
        // The aggregate remembers by the actor who vouches for an invitation, so the event says it from the first moment.
        AggregateLifecycle.apply(event,
                MetaData.with(EventMetadata.ACTOR_ID, personId).mergedWith(Personal.asMetaData(values)));
    }
}
