package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.state.StateRecord;

/** A person's role in one organization, as small as it gets: there are many of them in memory. */
final class Membership {

    private static final long NO_END = Long.MAX_VALUE;

    private final Person person;
    private final Role role;
    private final long since;
    private final long until;
    private final long grantedByHigh;
    private final long grantedByLow;
    /** Of an event whose id is no UUID. */
    private final @Nullable String grantedBy;

    Membership(Person person, StateRecord.Membership told) {
        this.person = person;
        this.role = told.role();
        this.since = told.since().toEpochMilli();
        this.until = told.until() == null ? NO_END : told.until().toEpochMilli();
        UUID event = uuid(told.grantedByEvent());
        this.grantedByHigh = event == null ? 0 : event.getMostSignificantBits();
        this.grantedByLow = event == null ? 0 : event.getLeastSignificantBits();
        this.grantedBy = event == null ? told.grantedByEvent() : null;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? uuid : null;
        } catch (IllegalArgumentException other) {
            return null;
        }
    }

    Person person() {
        return person;
    }

    boolean over(Instant now) {
        return until != NO_END && now.toEpochMilli() >= until;
    }

    /** As decisions take it. */
    Binding binding() {
        return new Binding(role, Instant.ofEpochMilli(since), until == NO_END ? null : Instant.ofEpochMilli(until),
                grantedBy != null ? grantedBy : new UUID(grantedByHigh, grantedByLow).toString());
    }
}
