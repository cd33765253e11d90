package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.Objects;

import dev.orgledger.command.member.MemberCommand.ChangeMember;
import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.value.EmailAddress;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;

/** Decides about members and their roles, for those who were let through. */
record MemberDecisions(OrganizationState state, Asked asked, People people) {

    /** Changes a member, or else a pending invitation. */
    Changed change(ChangeMember wish) {
        Person person = person(wish.email());
        Binding binding = state.member(person.personId(), asked.now());
        if (binding != null) {
            return changeMember(wish, person, binding);
        }
        PendingInvitation pending = state.invitation(person.personId());
        if (pending == null || pending.expired(asked.now())) {
            throw Refusal.of(ErrorCode.MEMBER_NOT_FOUND);
        }
        return changeInvitation(wish, person, pending);
    }

    void remove(EmailAddress email) {
        Person person = person(email);
        Binding binding = state.member(person.personId(), asked.now());
        if (binding == null) {
            throw Refusal.of(ErrorCode.MEMBER_NOT_FOUND);
        }
        NobodyReachesAboveTheOwnRole.touching(asked, binding.role());
        AnOrganizationKeepsASuperAdmin.without(state, person.personId());
        TheOwnersRoleIsFixed.check(state, person.personId());
        asked.happened(new MemberRemoved(state.orgId(), person.personId(), binding.role()));
    }

    void leave() {
        AnOrganizationKeepsASuperAdmin.without(state, asked.personId());
        TheOwnersRoleIsFixed.check(state, asked.personId());
        Binding binding = Objects.requireNonNull(state.binding(asked.personId()), "only members are let through");
        asked.happened(new MemberLeft(state.orgId(), asked.personId(), binding.role()));
    }

    private Changed changeMember(ChangeMember wish, Person person, Binding present) {
        Role role = role(wish, present.role());
        Instant until = wish.expiresAt().over(present.until());
        Changed answer = new Changed(person.personId(), person.email(), role, until);
        NobodyReachesAboveTheOwnRole.ownEndDate(asked, person.personId(), !Objects.equals(until, present.until()));
        NobodyReachesAboveTheOwnRole.changing(asked, present.role(), present.until(), role, until);
        if (role == present.role() && Objects.equals(until, present.until())) {
            return answer;
        }
        AnOrganizationKeepsASuperAdmin.with(state, person.personId(), role, until);
        TheOwnersRoleIsFixed.check(state, person.personId());
        asked.happened(new RoleChanged(state.orgId(), person.personId(), role, until, present.role(), present.until(),
                null));
        return answer;
    }

    private Changed changeInvitation(ChangeMember wish, Person person, PendingInvitation present) {
        Role role = role(wish, present.role());
        Instant until = wish.expiresAt().over(present.until());
        Changed answer = new Changed(null, person.email(), role, until);
        NobodyReachesAboveTheOwnRole.changing(asked, present.role(), present.until(), role, until);
        if (role != present.role() || !Objects.equals(until, present.until())) {
            asked.happened(new InvitationChanged(state.orgId(), present.invitationId(), person.personId(), role, until,
                    present.role(), present.until()));
        }
        return answer;
    }

    private static Role role(ChangeMember wish, Role present) {
        Role role = wish.role().over(present);
        if (role == null) {
            throw Refusal.of(ErrorCode.INVALID_ROLE);
        }
        return role;
    }

    private Person person(EmailAddress email) {
        return people.byEmail(email.text()).orElseThrow(() -> Refusal.of(ErrorCode.MEMBER_NOT_FOUND));
    }
}
