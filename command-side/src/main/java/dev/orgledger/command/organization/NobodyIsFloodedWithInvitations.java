package dev.orgledger.command.organization;

import java.time.Duration;
import java.time.Instant;

import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Rule: an invitation is sent again only after a while, a refused one is repeated only after a longer while, and one
 * address gets only so many a day over all organizations.
 */
record NobodyIsFloodedWithInvitations(InvitationSettings settings, Invitations invitations, Instant now) {

    private static final Duration DAY = Duration.ofDays(1);

    /** Refuses a new invitation of that person. */
    void inviting(String orgId, String personId) {
        invitations.lastRefusal(orgId, personId)
                .ifPresent(refused -> refuseBefore(refused.plus(settings.reinviteCooldown())));
        daily(personId);
    }

    /** Refuses another sending to that person. */
    void resending(PendingInvitation pending, String personId) {
        refuseBefore(pending.sentAt().plus(settings.resendCooldown()));
        daily(personId);
    }

    private void daily(String personId) {
        if (invitations.sendingsSince(personId, now.minus(DAY)) >= settings.dailyLimit()) {
            // Note: when the oldest sending leaves the window is not asked for; a day is long enough in any case.
            throw Refusal.of(ErrorCode.INVITATION_TOO_RECENT).retryAfter(DAY);
        }
    }

    private void refuseBefore(Instant earliest) {
        if (now.isBefore(earliest)) {
            throw Refusal.of(ErrorCode.INVITATION_TOO_RECENT).retryAfter(Duration.between(now, earliest));
        }
    }
}
