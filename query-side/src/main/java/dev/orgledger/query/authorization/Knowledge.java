package dev.orgledger.query.authorization;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.query.authorization.AccessState.Stand;
import dev.orgledger.query.history.EverMember;
import dev.orgledger.query.history.History;
import dev.orgledger.query.history.KeyHistory;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Principal;

/** What a check is decided by: all that was known of access at one moment, the present or a past one. */
sealed interface Knowledge {

    /** The moment. */
    Instant moment();

    /** Whether that organization is there, or was, and even deleted. */
    boolean knows(String orgId);

    /**
     * Where that person stands in that organization; empty for an organization that is not there, or not yet, and of the past for
     * whoever never was in it.
     */
    Optional<Stand> stand(String orgId, @Nullable String personId);

    /** The key of that id; empty when it is unknown, revoked, or over. */
    Optional<Principal> key(String keyId);

    /** The owner of that key, valid or not. */
    Optional<String> ownerOfKey(String keyId);

    /** Who that is by the limits of that moment; empty for a key that was not valid then. */
    Optional<Principal> then(Principal caller);

    /** From memory. */
    record Present(AccessState state, Clock clock) implements Knowledge {

        @Override
        public Instant moment() {
            return clock.instant();
        }

        @Override
        public boolean knows(String orgId) {
            return state.stand(orgId, null).isPresent();
        }

        @Override
        public Optional<Stand> stand(String orgId, @Nullable String personId) {
            return state.stand(orgId, personId);
        }

        @Override
        public Optional<Principal> key(String keyId) {
            return state.key(keyId, clock.instant());
        }

        @Override
        public Optional<String> ownerOfKey(String keyId) {
            return state.ownerOfKey(keyId);
        }

        @Override
        public Optional<Principal> then(Principal caller) {
            return Optional.of(caller);
        }
    }

    /**
     * From the logs. What is known of a person's second factor and password has no history: it is today's, as are the roles'
     * permissions.
     */
    record Past(Instant moment, History history, EverMember everMember, KeyHistory keys, AccessState today)
            implements
                Knowledge {

        @Override
        public boolean knows(String orgId) {
            return history.of(orgId, moment).isPresent();
        }

        /** A stranger's question touches no log: it learns nothing of it, and makes no work. */
        @Override
        public Optional<Stand> stand(String orgId, @Nullable String personId) {
            if (personId == null || !everMember.joined(personId, orgId)) {
                return Optional.empty();
            }
            return history.of(orgId, moment)
                    .map(past -> new Stand(new Standing(orgId, past.organization().deleted(),
                            past.binding(personId).orElse(null), past.organization().policy(),
                            past.organization().cutOffKeys(), today.factsOf(personId)), past.version()));
        }

        @Override
        public Optional<Principal> key(String keyId) {
            return keys.of(keyId, moment).map(known -> known.key().principal(moment));
        }

        @Override
        public Optional<String> ownerOfKey(String keyId) {
            return keys.ownerOf(keyId);
        }

        @Override
        public Optional<Principal> then(Principal caller) {
            return caller instanceof Principal.ApiKey key ? key(key.keyId()) : Optional.of(caller);
        }
    }
}
