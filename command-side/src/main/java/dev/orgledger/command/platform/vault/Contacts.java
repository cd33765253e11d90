package dev.orgledger.command.platform.vault;

import java.util.List;

import dev.orgledger.command.platform.vault.People.Person;

/** The management addresses of organizations: personal data, so they stand in the vault. */
public interface Contacts {

    /** The present address of that organization, which must exist. */
    String of(String orgId);

    /** Ids of the organizations that have that address, compared without case, deleted ones included. */
    List<String> withAddress(String email);

    /** Ids of the organizations that have had that address at any time, deleted ones included; before it is forgotten. */
    List<String> everWithAddress(String email);

    /** Stores the address of that organization. */
    void save(String orgId, String managementEmail);

    /** Lets go of the address of that deleted organization where it is this person's, who is forgotten; its id stays. */
    void forget(String orgId, Person person);
}
