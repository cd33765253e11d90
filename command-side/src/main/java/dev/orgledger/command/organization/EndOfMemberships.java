package dev.orgledger.command.organization;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.orgledger.command.invitation.Invitations;
import dev.orgledger.command.platform.vault.Contacts;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Takes a person who is to be forgotten out of organizations: out of all or of none, in the transaction at hand. */
@Component
public class EndOfMemberships {

    private final ObjectProvider<Repository<Organization>> organizations;
    private final ObjectProvider<EventStore> events;
    private final People people;
    private final Contacts contacts;
    private final Invitations invitations;
    private final Clock clock;

    EndOfMemberships(ObjectProvider<Repository<Organization>> organizations, ObjectProvider<EventStore> events,
            People people, Contacts contacts, Invitations invitations, Clock clock) {
        this.organizations = organizations;
        this.events = events;
        this.people = people;
        this.contacts = contacts;
        this.invitations = invitations;
        this.clock = clock;
    }

    /**
     * Ends memberships and invitations, and passes on ownership and the management address.
     *
     * @param orgIds where there may be something to end, deleted ones too
     * @throws Refusal {@code last_super_admin} with all {@code organizations} that would be left without one
     */
    public void of(Person person, Collection<String> orgIds, boolean byOneself) {
        Instant now = clock.instant();
        // In the same order for everybody: two who go at once must not wait for each other.
        List<Aggregate<Organization>> all = new TreeSet<>(orgIds).stream().map(this::newest).toList();
        List<String> stranded = all.stream()
                .filter(each -> each.invoke(organization -> organization.forgetting(person, now).strandsIt()))
                .map(Aggregate::identifierAsString).toList();
        if (!stranded.isEmpty()) {
            throw Refusal.of(ErrorCode.LAST_SUPER_ADMIN).with("organizations", stranded);
        }
        all.forEach(each -> each.execute(organization -> organization.forgetting(person, now).happen(byOneself, people,
                contacts, invitations)));
    }

    /** One from the cache may be older than the store. Where nothing is to be appended nobody would find that out. */
    private Aggregate<Organization> newest(String orgId) {
        Aggregate<Organization> organization = organizations.getObject().load(orgId);
        if (!events.getObject().lastSequenceNumberFor(orgId).equals(Optional.ofNullable(organization.version()))) {
            // The roll-back makes the repository forget what it holds, and the command is tried again.
            throw new ConcurrencyException("an organization of the cache is older than the store");
        }
        return organization;
    }
}
