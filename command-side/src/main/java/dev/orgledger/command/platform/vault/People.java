package dev.orgledger.command.platform.vault;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The person vault: what is known of people, apart from the events so that it can be forgotten. Every method takes part
 * in the transaction of the command that calls it.
 */
public interface People {

    /**
     * One person.
     *
     * @param personId kept as user id once registered
     * @param email as given
     * @param registeredAt null for someone who is only invited yet
     * @param twoFactorEnabled a security fact; never in an event
     */
    record Person(String personId, String email, @Nullable String firstName, @Nullable String lastName,
            @Nullable String imageUrl, @Nullable Instant registeredAt, boolean twoFactorEnabled) {

        /** Whether this person is a user. */
        public boolean registered() {
            return registeredAt != null;
        }
    }

    /** The person of that id. */
    Optional<Person> byId(String personId);

    /** The person of that address, compared without case. */
    Optional<Person> byEmail(String email);

    /** The id of the person of that address; makes one who is only invited where there is none. */
    String idOf(String email);

    /** Stores the whole row of that person, new or not; the address must be free or the person's own. */
    void save(Person person);
}
