package dev.orgledger.shared.state;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

/**
 * Values on {@code org.state.v1}: the present state of everything that decides about access, ids only. The key of the
 * record says which one it is: {@code <orgId>}, {@code <orgId>/<userId>}, {@code <userId>} or {@code <keyId>}. A tombstone
 * takes it away. Partitioned by organization, or by user. Feed {@link dev.orgledger.shared.role.Authorizer} with it.
 */
public sealed interface StateRecord {

    /**
     * An organization. Sent with every event of it, so that its version is always told.
     *
     * @param deleted every right in it has ended
     * @param policy what it asks of whoever comes in
     * @param cutOffKeys keys that it does not let in
     * @param version number of its events
     */
    record Organization(String orgId, String name, boolean deleted, Instant createdAt, SecurityPolicy policy,
            Set<String> cutOffKeys, long version) implements StateRecord {
        public Organization {
            cutOffKeys = Set.copyOf(cutOffKeys);
        }
    }

    /**
     * A person's role in an organization; it goes with a tombstone when the person is removed or leaves. One that has come
     * to its end stays, and gives no right any more.
     *
     * @param until its end, exclusive; null is no end
     * @param grantedByEvent id of the event that gave it
     * @param version of the organization after that event
     */
    record Membership(String orgId, String userId, Role role, Instant since, @Nullable Instant until,
            String grantedByEvent, long version) implements StateRecord {

        /** As {@link dev.orgledger.shared.role.Authorizer} takes it. */
        public Binding binding() {
            return new Binding(role, since, until, grantedByEvent);
        }
    }

    /** A registered user. */
    record User(String userId, PersonFacts facts) implements StateRecord {}

    /**
     * An API key, revoked ones included.
     *
     * @param limits its end and what it was narrowed to
     */
    record Key(String keyId, String userId, KeyLimits limits, @Nullable Instant revokedAt) implements StateRecord {

        /** As {@link dev.orgledger.shared.role.Authorizer} takes it; null for a key that is not valid at that moment. */
        public Principal.@Nullable ApiKey principal(Instant now) {
            return revokedAt != null || limits.expired(now) ? null : new Principal.ApiKey(keyId, userId, limits);
        }
    }

    /** The kind of value that stands under that key. */
    static Class<? extends StateRecord> typeOf(String key) {
        if (key.startsWith("org_")) {
            return key.indexOf('/') < 0 ? Organization.class : Membership.class;
        }
        if (key.startsWith("user_")) {
            return User.class;
        }
        if (key.startsWith("key_")) {
            return Key.class;
        }
        throw new IllegalArgumentException("no key of org.state.v1");
    }
}
