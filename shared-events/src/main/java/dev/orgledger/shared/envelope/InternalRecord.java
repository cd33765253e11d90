package dev.orgledger.shared.envelope;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.audit.PersonalValues;
import dev.orgledger.shared.role.Role;

/**
 * Values on {@code org.internal.v1}: what the query side needs and nobody else may see. The key says which one it is:
 * {@code key/<keyId>}, {@code invitation/<invitationId>}, {@code event/<eventId>/<personId>}. A
 * tombstone forgets it. Each kind is partitioned by its key.
 */
public sealed interface InternalRecord {

    /** What stands, and is shown, in place of a value that was forgotten with its person. */
    String ERASED = PersonalValues.ERASED;

    /** Prefix of the key of a {@link Key}. */
    String KEY = "key/";
    /** Prefix of the key of {@link Facts}. */
    String FACTS = "facts/";
    /** Prefix of the key of an {@link Invitation}. */
    String INVITATION = "invitation/";
    /** Prefix of the key of {@link Details}. */
    String DETAILS = "event/";
    /** Prefix of the key of a {@link Denial}. */
    String DENIED = "denied/";

    /**
     * An API key as authentication needs it, with its name, which is personal data.
     *
     * @param secretHash SHA-256 of the secret, hex
     * @param previous the secret before it, where that was given a grace
     */
    record Key(String keyId, String userId, String name, String secretHash, Instant createdAt,
            @Nullable Instant expiresAt, @Nullable Set<String> limitedToOrgs, @Nullable Role maxRole,
            @Nullable Instant revokedAt, @Nullable Previous previous) implements InternalRecord {

        /**
         * A secret that was rotated out and still works for a while.
         *
         * @param secretHash SHA-256 of it, hex
         * @param worksUntil its end, exclusive
         */
        public record Previous(String secretHash, Instant worksUntil) {}
    }

    /**
     * That a key was used, on {@link Topics#USAGE}.
     *
     * @param at the last time, as far as the one who says it knows
     */
    record Use(Instant at) implements InternalRecord {}

    /**
     * What the preview and the list of invitations need beside the events.
     *
     * @param tokenHash SHA-256 of the present token, hex
     * @param firstName as given with the invitation; never shown as the person's own
     */
    record Invitation(String orgId, String tokenHash, @Nullable String firstName, @Nullable String lastName)
            implements
                InternalRecord {}

    /**
     * Personal values of one event about one person: {@code actor.ip}, {@code management_email.old} and the like.
     *
     * @param salt random, base64url; commitments of the values are made with it. Empty where one of the values was forgotten:
     *            with it a guess could be proven, so the others are not proven any more either
     */
    record Details(String eventId, String personId, Map<String, String> values,
            String salt) implements InternalRecord {}

    /**
     * Personal values of a refused attempt, on {@link Topics#DENIALS}: {@code actor.ip} and {@code actor.user_agent}. Nothing
     * commits to them, since no hash covers the attempt.
     */
    record Denial(Map<String, String> values) implements InternalRecord {}
}
