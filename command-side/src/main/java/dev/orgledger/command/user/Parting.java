package dev.orgledger.command.user;

/** What ends with a person and is forgotten of one. Everything happens in the transaction of the command, or nothing. */
@FunctionalInterface
public interface Parting {

    /**
     * Ends every membership, invitation and key of that person, and forgets whatever is known of the person.
     *
     * @param byOneself whether the person leaves, or is removed
     * @throws dev.orgledger.shared.refusal.Refusal {@code user_not_found} for somebody who never was or is forgotten already;
     *         {@code last_super_admin} with the {@code organizations} that would be left without one
     */
    void of(String personId, boolean byOneself);
}
