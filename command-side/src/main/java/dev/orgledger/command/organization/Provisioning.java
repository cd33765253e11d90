package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.Objects;

import org.axonframework.modelling.command.AggregateLifecycle;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.member.MemberCommand.Changed;
import dev.orgledger.command.member.MemberCommand.ProvisionMember;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Principal;

/** Makes a registered user a member without asking: for the platform, which provisions and migrates. */
record Provisioning(OrganizationState state, Instant now) {

    /** Lets the platform through, and nobody else. */
    static Provisioning admit(OrganizationState state, Principal by, People people, Instant now) {
        if (!(by instanceof Principal.Platform)) {
            PermissionGate.requireEntry(by, state.standing(by.personId(), people::factsOf), now);
            throw Refusal.of(ErrorCode.PERMISSION_DENIED);
        }
        if (state.deleted()) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        return new Provisioning(state, now);
    }

    Changed provision(ProvisionMember wish, People people, Invitations invitations) {
        Person person = people.byEmail(wish.email().text()).flatMap(known -> people.staying(known.personId()))
                .filter(Person::registered)
                .orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        Changed answer = new Changed(person.personId(), person.email(), wish.role(), wish.expiresAt());
        Binding present = state.member(person.personId(), now);
        if (present != null) {
            refuseUnlessThatAlready(present, wish);
            return answer;
        }
        Departures.settleRole(state, person.personId(), now);
        // A live invitation is used up by it: its answer has come from elsewhere.
        PendingInvitation pending = state.invitation(person.personId());
        if (pending != null) {
            invitations.ended(pending.invitationId(), now, false);
        }
        AggregateLifecycle.apply(new MemberJoined(state.orgId(), person.personId(), wish.role(), wish.expiresAt(),
                pending == null ? null : pending.invitationId()));
        return answer;
    }

    private static void refuseUnlessThatAlready(Binding present, ProvisionMember wish) {
        if (present.role() != wish.role() || !Objects.equals(present.until(), wish.expiresAt())) {
            throw Refusal.of(ErrorCode.MEMBER_ALREADY_EXISTS);
        }
    }
}
