package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.Map.Entry;
import java.util.Optional;

import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.apikey.ANarrowedKeyStaysNarrow;
import dev.orgledger.command.invitation.InvitationCommand.Accepted;
import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.invitation.Invitations.Invitation;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;

/**
 * Decides about the answers of invited people, who need no part in the organization yet.
 *
 * @param personId who was let through by {@link #admit}
 */
record InvitationAnswers(OrganizationState state, String personId, Instant now, Invitations invitations,
        InvitationSettings settings) {

    /**
     * Lets the person of that invitation through, and nobody else.
     *
     * @param sending the sending whose token was shown; null when the invitation was named by its id
     */
    static String admit(OrganizationState state, String invitationId, @Nullable Integer sending, Principal by,
            Invitations invitations) {
        ANarrowedKeyStaysNarrow.check(by);
        String personId = by.personId();
        if (personId == null) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        String invited = pending(state, invitationId).map(Entry::getKey)
                .orElseGet(() -> past(state, invitationId, invitations).personId());
        if (state.deleted()) {
            // Whoever holds the token or was invited knows of the organization; to anyone else there is none.
            boolean knows = sending != null || invited.equals(personId);
            throw Refusal.of(knows ? ErrorCode.INVITATION_GONE : ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        AnInvitationIsForOnePerson.check(invited, personId);
        return personId;
    }

    Accepted accept(String invitationId, @Nullable Integer sending) {
        PendingInvitation pending = open(invitationId, sending);
        WhoeverInvitedCouldStillGrantTheRole.check(state, pending, now);
        Departures.settleRole(state, personId, now);
        invitations.ended(invitationId, now, false);
        Binding present = state.binding(personId);
        if (present == null) {
            MemberJoined joined = new MemberJoined(state.orgId(), personId, pending.role(), pending.until(),
                    invitationId);
            return accepted(joined, joined.role());
        }
        var changed = AcceptingNeverLowersARole.accepted(state.orgId(), personId, present, pending);
        return accepted(changed, changed.role());
    }

    void decline(String invitationId, @Nullable Integer sending) {
        open(invitationId, sending);
        invitations.ended(invitationId, now, true);
        AggregateLifecycle.apply(new InvitationDeclined(state.orgId(), invitationId, personId));
    }

    private Accepted accepted(DomainEvent event, Role role) {
        AggregateLifecycle.apply(event);
        return new Accepted(state.orgId(), role);
    }

    private PendingInvitation open(String invitationId, @Nullable Integer sending) {
        PendingInvitation pending = pending(state, invitationId).map(Entry::getValue)
                .orElseThrow(() -> AnInvitationIsAnsweredOnceAndInTime
                        .ended(past(state, invitationId, invitations), settings));
        AnInvitationIsAnsweredOnceAndInTime.check(pending, sending, now);
        return pending;
    }

    private static Optional<Entry<String, PendingInvitation>> pending(OrganizationState state, String invitationId) {
        return state.invitations().entrySet().stream()
                .filter(entry -> entry.getValue().invitationId().equals(invitationId)).findFirst();
    }

    private static Invitation past(OrganizationState state, String invitationId, Invitations invitations) {
        return invitations.byId(invitationId).filter(invitation -> invitation.orgId().equals(state.orgId()))
                .orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
    }
}
