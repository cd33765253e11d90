package dev.orgledger.benchmark.faults;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client wanted to be done, once, however often it had to ask.
 *
 * @param id its {@code x-request-id} and its {@code Idempotency-Key}, the same in every try
 * @param org the organization that it is about; null where there is none, or none yet
 */
record Command(String id, Kind kind, @Nullable String org) {

    /** Kinds of commands, with the events that one that succeeds must leave in the store, in this order. */
    enum Kind {
        REGISTER("user.registered"),
        FOUND("organization.created", "member.joined"),
        RENAME("organization.updated"),
        ADD("member.joined"),
        CHANGE_ROLE("member.role_changed"),
        REMOVE("member.removed"),
        INVITE("member.invited"),
        ACCEPT("member.joined"),
        MAKE_KEY("apikey.created"),
        REVOKE_KEY("apikey.revoked");

        private final List<String> events;

        Kind(String... events) {
            this.events = List.of(events);
        }

        List<String> events() {
            return events;
        }
    }
}
