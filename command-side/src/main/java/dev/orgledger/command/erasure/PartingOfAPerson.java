package dev.orgledger.command.erasure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.orgledger.command.apikey.EndOfKeys;
import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.member.Memberships;
import dev.orgledger.command.organization.EndOfMemberships;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.user.Parting;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** First what the person takes part in ends, then the keys, then what is known is forgotten: contract section 2. */
@Component
class PartingOfAPerson implements Parting {

    private final People people;
    private final Memberships memberships;
    private final Invitations invitations;
    private final Contacts contacts;
    private final EndOfMemberships endOfMemberships;
    private final EndOfKeys endOfKeys;
    private final List<Forgets> memories;

    PartingOfAPerson(People people, Memberships memberships, Invitations invitations, Contacts contacts,
            EndOfMemberships endOfMemberships, EndOfKeys endOfKeys, List<Forgets> memories) {
        this.people = people;
        this.memberships = memberships;
        this.invitations = invitations;
        this.contacts = contacts;
        this.endOfMemberships = endOfMemberships;
        this.endOfKeys = endOfKeys;
        this.memories = List.copyOf(memories);
    }

    @Override
    public void of(String personId, boolean byOneself) {
        // First of all: from here on nothing begins for this person any more.
        Person person = people.leaving(personId).orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        Set<String> organizations = new HashSet<>(memberships.of(personId));
        organizations.addAll(invitations.organizationsInviting(personId));
        organizations.addAll(contacts.withAddress(person.email()));
        endOfMemberships.of(person, organizations, byOneself);
        endOfKeys.of(personId);
        memories.forEach(memory -> memory.forget(person));
    }
}
