package dev.orgledger.shared.role;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Who asks. Every request and every decision is made for exactly one of these. */
public sealed interface Principal {

    /** The operator's credential: root of this service. */
    record Platform() implements Principal {}

    /** The operator's lesser credential: asks what anyone may do, and nothing else. What a gateway holds. */
    record CheckKey() implements Principal {}

    /** This service itself: clocks and clean-ups. It never comes over HTTP. */
    record System() implements Principal {}

    /** A person, signed in by a JWT. */
    record User(String userId) implements Principal {}

    /**
     * An API key: acts for its owner, never with more rights than the owner has at that moment.
     *
     * @param keyId id of the key
     * @param userId its owner
     * @param limits what it was narrowed to
     */
    record ApiKey(String keyId, String userId, KeyLimits limits) implements Principal {}

    /**
     * What an API key was narrowed to when it was made.
     *
     * @param expiresAt its end, exclusive; null is never
     * @param limitedToOrgs the organizations it reaches; null is all of its owner's, an empty set is none
     * @param maxRole only permissions that this role has too; null is no limit
     */
    record KeyLimits(@Nullable Instant expiresAt, @Nullable Set<String> limitedToOrgs, @Nullable Role maxRole) {

        /** No limit at all. */
        public static final KeyLimits NONE = new KeyLimits(null, null, null);

        public KeyLimits {
            limitedToOrgs = limitedToOrgs == null ? null : Set.copyOf(limitedToOrgs);
        }

        /** Narrowed by organization or by role; an end date alone narrows nothing. */
        public boolean narrowed() {
            return limitedToOrgs != null || maxRole != null;
        }

        /** Whether the key reaches that organization. */
        public boolean reaches(String orgId) {
            return limitedToOrgs == null || limitedToOrgs.contains(orgId);
        }

        /** Whether the key is over at that moment. */
        public boolean expired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    /** The person behind the request; null for the platform, the check key and the system. */
    default @Nullable String personId() {
        return switch (this) {
            case User user -> user.userId();
            case ApiKey key -> key.userId();
            case Platform platform -> null;
            case CheckKey check -> null;
            case System system -> null;
        };
    }

    /** Whether this is an API key that was narrowed: such a key may not touch what would widen it. */
    default boolean narrowed() {
        return this instanceof ApiKey key && key.limits().narrowed();
    }
}
