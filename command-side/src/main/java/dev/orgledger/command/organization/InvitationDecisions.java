package dev.orgledger.command.organization;

import java.time.Instant;

import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.member.MemberCommand.InviteMember;
import dev.orgledger.command.member.MemberCommand.Invited;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.command.value.PersonName;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Decides about sending invitations and taking them back, for those who were let through. */
record InvitationDecisions(OrganizationState state, Asked asked, People people, Invitations invitations,
        InvitationSettings settings) {

    Invited invite(InviteMember wish) {
        NobodyReachesAboveTheOwnRole.granting(asked, wish.role(), wish.expiresAt());
        String email = wish.email().text();
        // The id comes first, also for an address that nobody knew: the limits count by it.
        String personId = people.idOf(email);
        mayBeInvited(personId);
        settleThePast(personId);
        Instant invitationExpiresAt = asked.now().plus(settings.lifetime());
        String firstName = PersonName.textOf(wish.firstName());
        String lastName = PersonName.textOf(wish.lastName());
        invitations.invited(state.orgId(), wish.invitationId(), personId, firstName, lastName, asked.now());
        asked.happened(
                new MemberInvited(state.orgId(), wish.invitationId(), personId, wish.role(), wish.expiresAt(),
                        invitationExpiresAt),
                Personal.about(personId).with("first_name", firstName).with("last_name", lastName));
        return new Invited(wish.invitationId(), email, wish.role(), wish.expiresAt(), invitationExpiresAt);
    }

    void resend(EmailAddress email) {
        String personId = person(email);
        PendingInvitation pending = live(personId);
        NobodyReachesAboveTheOwnRole.granting(asked, pending.role(), pending.until());
        rarely().resending(pending, personId);
        int sending = pending.sending() + 1;
        invitations.resent(pending.invitationId(), sending, asked.now());
        asked.happened(new InvitationResent(state.orgId(), pending.invitationId(), personId, sending,
                asked.now().plus(settings.lifetime()), pending.expiresAt()));
    }

    void revoke(EmailAddress email) {
        String personId = person(email);
        PendingInvitation pending = live(personId);
        NobodyReachesAboveTheOwnRole.touching(asked, pending.role());
        invitations.ended(pending.invitationId(), asked.now(), true);
        asked.happened(new InvitationRevoked(state.orgId(), pending.invitationId(), personId));
    }

    private void mayBeInvited(String personId) {
        AnAddressIsAskedOnce.check(state, personId, asked.now());
        rarely().inviting(state.orgId(), personId);
    }

    private void settleThePast(String personId) {
        Departures.settleRole(state, personId, asked.now());
        PendingInvitation pending = state.invitation(personId);
        if (pending != null) {
            Departures.settleInvitation(state, pending.invitationId(), invitations, asked.now());
        }
    }

    private NobodyIsFloodedWithInvitations rarely() {
        return new NobodyIsFloodedWithInvitations(settings, invitations, asked.now());
    }

    private String person(EmailAddress email) {
        return people.byEmail(email.text()).map(Person::personId)
                .orElseThrow(() -> Refusal.of(ErrorCode.INVITATION_NOT_FOUND));
    }

    private PendingInvitation live(String personId) {
        PendingInvitation pending = state.invitation(personId);
        if (pending == null || pending.expired(asked.now())) {
            throw Refusal.of(ErrorCode.INVITATION_NOT_FOUND);
        }
        return pending;
    }
}
