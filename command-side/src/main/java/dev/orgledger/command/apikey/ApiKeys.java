package dev.orgledger.command.apikey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Principal.KeyLimits;

/** The look-up that authentication needs: from a secret's hash to the key, kept in the transaction of the events. */
public interface ApiKeys {

    /** One key that is neither revoked nor unknown; its end date may have passed. */
    record Live(String keyId, String userId, KeyLimits limits) {}

    /**
     * One key with what its events leave out.
     *
     * @param revokedAt null while it is not revoked
     */
    record Kept(String keyId, String userId, String name, KeyLimits limits, @Nullable Instant revokedAt) {

        /** Whether it works at that moment, leaving aside where. */
        public boolean works(Instant now) {
            return revokedAt == null && !limits.expired(now);
        }
    }

    /** The key whose secret has that hash, or whose previous one has it and still works then; unless revoked. */
    Optional<Live> byHash(String secretHash, Instant now);

    /** The owner of that key, revoked or not; empty for an unknown key. */
    Optional<String> ownerOf(String keyId);

    /** That key, revoked or not; empty for an unknown one. */
    Optional<Kept> byId(String keyId);

    /**
     * The keys of these owners that reach that organization and have no end date, revoked ones left out: from key id to
     * owner.
     */
    Map<String, String> withoutEnd(String orgId, Collection<String> owners);

    /** Ids of the keys of that user that are not revoked; their end date may have passed. */
    List<String> unrevokedOf(String userId);

    /** Keeps a new key. */
    void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at);

    /** Keeps a key's name and end from now on. */
    void updated(String keyId, String name, @Nullable Instant expiresAt);

    /**
     * Keeps a key's next secret; any but the present one is forgotten.
     *
     * @param previousWorksUntil how long the present one goes on working; null forgets it, too
     */
    void rotated(String keyId, String secretHash, @Nullable Instant previousWorksUntil);

    /** Keeps the end of a key. */
    void revoked(String keyId, Instant at);
}
