package dev.orgledger.command.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Look-ups over the invitations of all organizations, kept in the transaction of the events: from a token or an id to
 * the organization, and what the limits of sending need. The state that decides stands in the aggregate.
 */
public interface Invitations {

    /**
     * One invitation.
     *
     * @param sending number of the newest sending, from 1: with the id and the server's secret it makes the token
     * @param firstName as given with the invitation
     * @param endedAt when it was accepted, declined, revoked or found expired; null while it lives
     * @param blocksUntilCooldown whether its end (revoked or declined) keeps the address from a new one for a while
     */
    record Invitation(String invitationId, String orgId, String personId, int sending, Instant lastSentAt,
            @Nullable String firstName, @Nullable String lastName, @Nullable Instant endedAt,
            boolean blocksUntilCooldown) {}

    /** The invitation of that id, ended ones too. */
    Optional<Invitation> byId(String invitationId);

    /**
     * The invitation that this token (of any sending) was made for.
     *
     * @param tokenHash SHA-256 of the token, hex
     */
    Optional<Found> byTokenHash(String tokenHash);

    /** An invitation, and the number of the sending that the token belongs to. */
    record Found(Invitation invitation, int sending) {}

    /** Keeps a first sending. */
    void invited(String orgId, String invitationId, String personId, @Nullable String firstName,
            @Nullable String lastName, Instant at);

    /** Keeps a further sending; the tokens of earlier ones are void. */
    void resent(String invitationId, int sending, Instant at);

    /** Keeps the end of an invitation. */
    void ended(String invitationId, Instant at, boolean blocksUntilCooldown);

    /** Ids of the organizations to which that person has an invitation that has not ended. */
    List<String> organizationsInviting(String personId);

    /** Ids of all invitations that were ever made for that person. */
    List<String> allOf(String personId);

    /** When an invitation of that person to that organization was last revoked or declined. */
    Optional<Instant> lastRefusal(String orgId, String personId);

    /**
     * How many times mail was asked for to that person since then, over all organizations. Whoever asks has the person's
     * sendings to itself until its transaction ends: the next one who asks about that person waits for it, and counts what
     * it kept. So a limit that is checked before {@link #invited} or {@link #resent} in the same transaction holds.
     */
    int sendingsSince(String personId, Instant since);
}
