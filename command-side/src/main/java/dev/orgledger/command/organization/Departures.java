package dev.orgledger.command.organization;

import java.time.Instant;

import org.axonframework.modelling.command.AggregateLifecycle;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.role.Binding;

/**
 * Writes down what time alone has ended: by the system when the date comes, and before something new begins for the same
 * person, should that be sooner.
 */
final class Departures {

    private Departures() {
    }

    /** Ends the role of that person where its time is over. */
    static void settleRole(OrganizationState state, String personId, Instant now) {
        Binding binding = state.binding(personId);
        if (binding != null && binding.until() != null && binding.expired(now)) {
            AggregateLifecycle.apply(new RoleExpired(state.orgId(), personId, binding.role(), binding.until()));
        }
    }

    /** Ends that invitation where its time is over. */
    static void settleInvitation(OrganizationState state, String invitationId, Invitations invitations, Instant now) {
        state.invitations().forEach((personId, pending) -> {
            if (pending.invitationId().equals(invitationId) && pending.expired(now)) {
                invitations.ended(invitationId, now, false);
                AggregateLifecycle.apply(new InvitationExpired(state.orgId(), invitationId, personId));
            }
        });
    }
}
