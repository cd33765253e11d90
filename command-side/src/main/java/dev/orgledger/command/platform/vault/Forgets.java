package dev.orgledger.command.platform.vault;

import dev.orgledger.command.platform.vault.People.Person;

/** Whoever keeps something of people beside the events. Beans of it are found by themselves when a person is erased. */
public interface Forgets {

    /**
     * Lets go of everything that is kept of that person, in the transaction at hand. What must be known afterwards so that
     * others can be told to forget it, too, stays as ids.
     *
     * @param person as known until now
     */
    void forget(Person person);
}
