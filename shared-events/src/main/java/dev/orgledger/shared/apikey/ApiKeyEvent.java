package dev.orgledger.shared.apikey;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;
import dev.orgledger.shared.role.Role;

/** The life of an API key. Its name is personal data and in no event; neither is its secret, nor a hash of it. */
public sealed interface ApiKeyEvent extends DomainEvent.OfUser {

    /** The key. */
    String keyId();

    /**
     * A key was made for a user.
     *
     * @param expiresAt its end; null is never
     * @param limitedToOrgs the only organizations it reaches; null is all
     * @param maxRole the highest role it acts with; null is no limit
     */
    @WireType("apikey.created")
    record ApiKeyCreated(String keyId, String userId, @Nullable Instant expiresAt, @Nullable List<String> limitedToOrgs,
            @Nullable Role maxRole) implements ApiKeyEvent {
        public ApiKeyCreated {
            limitedToOrgs = limitedToOrgs == null ? null : List.copyOf(limitedToOrgs);
        }
    }

    /**
     * A key's name or end date changed.
     *
     * @param changed names of the fields that changed: {@code name}, {@code expires_at}
     * @param expiresAt its end from now on, changed or not; null is never
     * @param previousExpiresAt its end until now, changed or not; null is never
     */
    @WireType("apikey.updated")
    record ApiKeyUpdated(String keyId, String userId, List<String> changed, @Nullable Instant expiresAt,
            @Nullable Instant previousExpiresAt) implements ApiKeyEvent {
        public ApiKeyUpdated {
            changed = List.copyOf(changed);
        }
    }

    /**
     * A key got another secret; whatever was its secret before the previous one ended at once.
     *
     * @param previousWorksUntil end of the previous secret, exclusive; null where it ended at once
     */
    @WireType("apikey.rotated")
    record ApiKeyRotated(String keyId, String userId, @Nullable Instant previousWorksUntil) implements ApiKeyEvent {}

    /** A key was ended before its time. */
    @WireType("apikey.revoked")
    record ApiKeyRevoked(String keyId, String userId) implements ApiKeyEvent {}
}
