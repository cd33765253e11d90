package dev.orgledger.command.organization;

import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;

/** Whose value a management address is, when it stands beside an event. */
final class ManagementAddress {

    private ManagementAddress() {
    }

    /**
     * About the person of that address, who stays, so that it is forgotten with that person: an erasure under way has looked
     * already for the organizations that have the address. Else about the organization.
     */
    static Personal of(String orgId, String address, People people) {
        return Personal.about(people.byEmail(address).flatMap(person -> people.staying(person.personId()))
                .map(Person::personId).orElse(orgId));
    }
}
