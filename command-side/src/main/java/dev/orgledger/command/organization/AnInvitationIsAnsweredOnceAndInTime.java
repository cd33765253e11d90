package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.invitation.Invitations.Invitation;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: an invitation that was used, declined, revoked or sent anew cannot be answered, nor one whose time is over. */
final class AnInvitationIsAnsweredOnceAndInTime {

    private AnInvitationIsAnsweredOnceAndInTime() {
    }

    /** Refuses to answer an invitation that still stands, when too late or by the token of an earlier sending. */
    static void check(PendingInvitation pending, @Nullable Integer sending, Instant now) {
        if (sending != null && sending != pending.sending()) {
            throw Refusal.of(ErrorCode.INVITATION_GONE);
        }
        if (pending.expired(now) || pending.until() != null && !now.isBefore(pending.until())) {
            throw Refusal.of(ErrorCode.INVITATION_EXPIRED);
        }
    }

    /** Why an invitation that ended cannot be answered: a used one ended in time, an expired one did not. */
    static Refusal ended(Invitation past, InvitationSettings settings) {
        boolean inTime = past.blocksUntilCooldown() || past.endedAt() == null
                || past.endedAt().isBefore(past.lastSentAt().plus(settings.lifetime()));
        return Refusal.of(inTime ? ErrorCode.INVITATION_GONE : ErrorCode.INVITATION_EXPIRED);
    }
}
