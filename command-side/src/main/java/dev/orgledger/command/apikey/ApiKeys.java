package dev.orgledger.command.apikey;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import dev.orgledger.shared.role.Principal.KeyLimits;

/** The look-up that authentication needs: from a secret's hash to the key, kept in the transaction of the events. */
public interface ApiKeys {

    /** One key that is neither revoked nor unknown; its end date may have passed. */
    record Live(String keyId, String userId, KeyLimits limits) {}

    /** The key of that hash, unless revoked. */
    Optional<Live> byHash(String secretHash);

    /** The owner of that key, revoked or not; empty for an unknown key. */
    Optional<String> ownerOf(String keyId);

    /**
     * The keys of these owners that reach that organization and have no end date, revoked ones left out: from key id to
     * owner.
     */
    Map<String, String> withoutEnd(String orgId, Collection<String> owners);

    /** Keeps a new key. */
    void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at);

    /** Keeps the end of a key. */
    void revoked(String keyId, Instant at);
}
