package dev.orgledger.command.organization;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;

import org.axonframework.modelling.command.AggregateLifecycle;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.role.Binding;
import dev.orgledger.shared.role.Role;

/**
 * Decides about somebody who is to be forgotten. Nobody's permission is asked for: the right to be is the person's own. What
 * holds an owner back otherwise passes to an heir.
 */
record Forgetting(OrganizationState state, Person person, Instant now) {

    /** Whether the organization would be left without a super admin for good. */
    boolean strandsIt() {
        return !state.deleted() && state.member(person.personId(), now) != null
                && !state.hasLastingSuperAdminBeside(person.personId());
    }

    /** Takes the person out of the organization; of one that is deleted there is only the address to let go of. */
    void happen(boolean byOneself, People people, Contacts contacts, Invitations invitations) {
        if (state.deleted()) {
            contacts.forget(state.orgId(), person);
            return;
        }
        Departures.settleRole(state, person.personId(), now);
        passOwnershipOn();
        passAddressOn(people, contacts);
        endMembership(byOneself);
        endInvitation(invitations);
    }

    private void passOwnershipOn() {
        if (state.ownedBy(person.personId())) {
            AggregateLifecycle.apply(new OwnershipTransferred(state.orgId(), heir(), person.personId()));
        }
    }

    /** The one who has been a super admin the longest; of several since the same moment the one who joined first. */
    private String heir() {
        return state.members(now).entrySet().stream()
                .filter(other -> !other.getKey().equals(person.personId())
                        && other.getValue().role() == Role.SUPER_ADMIN && other.getValue().until() == null)
                .min(Comparator.comparing(other -> other.getValue().since())).map(Entry::getKey)
                .orElseThrow(() -> new IllegalStateException("an owner goes who strands the organization"));
    }

    private void passAddressOn(People people, Contacts contacts) {
        if (!contacts.of(state.orgId()).equalsIgnoreCase(person.email())) {
            return;
        }
        String owner = state.ownerId();
        String address = people.byId(owner).map(Person::email)
                .orElseThrow(() -> new IllegalStateException("an owner of whom nothing is known"));
        contacts.save(state.orgId(), address);
        AggregateLifecycle.apply(
                new OrgUpdated(state.orgId(), List.of("management_email"), state.name(), state.logo(), state.website(),
                        state.name(), state.logo(), state.website()),
                Personal.asMetaData(List.of(
                        Personal.about(person.personId()).with("management_email.old", person.email()),
                        Personal.about(owner).with("management_email.new", address))));
    }

    private void endMembership(boolean byOneself) {
        Binding binding = state.binding(person.personId());
        if (binding != null) {
            AggregateLifecycle.apply(byOneself
                    ? new MemberLeft(state.orgId(), person.personId(), binding.role())
                    : new MemberRemoved(state.orgId(), person.personId(), binding.role()));
        }
    }

    private void endInvitation(Invitations invitations) {
        PendingInvitation pending = state.invitation(person.personId());
        if (pending == null) {
            return;
        }
        if (pending.expired(now)) {
            Departures.settleInvitation(state, pending.invitationId(), invitations, now);
        } else {
            invitations.ended(pending.invitationId(), now, false);
            AggregateLifecycle
                    .apply(new InvitationRevoked(state.orgId(), pending.invitationId(), person.personId()));
        }
    }
}
