package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.role.Role;

/**
 * An invitation that nobody has answered yet.
 *
 * @param until end of the invited role; null is none
 * @param sending number of the newest sending, from 1
 * @param expiresAt end of the invitation, exclusive
 * @param invitedBy who last vouched for it by inviting, changing or sending it again
 */
record PendingInvitation(String invitationId, Role role, @Nullable Instant until, int sending, Instant sentAt,
        Instant expiresAt, @Nullable String invitedBy) {

    boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    PendingInvitation changed(Role newRole, @Nullable Instant newUntil, @Nullable String by) {
        return new PendingInvitation(invitationId, newRole, newUntil, sending, sentAt, expiresAt, by);
    }

    PendingInvitation resent(int newSending, Instant at, Instant newExpiresAt, @Nullable String by) {
        return new PendingInvitation(invitationId, role, until, newSending, at, newExpiresAt, by);
    }
}
