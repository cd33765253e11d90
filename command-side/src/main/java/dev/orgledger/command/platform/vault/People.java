package dev.orgledger.command.platform.vault;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.policy.PersonFacts;

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
     * @param facts how the person signs in; never in an event
     */
    record Person(String personId, String email, @Nullable String firstName, @Nullable String lastName,
            @Nullable String imageUrl, @Nullable Instant registeredAt, PersonFacts facts) {

        /** Whether this person is a user. */
        public boolean registered() {
            return registeredAt != null;
        }
    }

    /** The person of that id. */
    Optional<Person> byId(String personId);

    /**
     * The same, and nobody forgets that person before this transaction has ended: for whatever makes something new that an
     * erasure would have to end. Gives way at once to an erasure that is under way; the command is then tried again.
     */
    default Optional<Person> staying(String personId) {
        return byId(personId);
    }

    /** The same for whoever forgets that person: waits for everybody who holds on, and lets nobody in any more. */
    default Optional<Person> leaving(String personId) {
        return byId(personId);
    }

    /** Those of these people who are known, by id. */
    Map<String, Person> byIds(Collection<String> personIds);

    /** What is known of how that person signs in. */
    default PersonFacts factsOf(String personId) {
        return byId(personId).map(Person::facts).orElse(PersonFacts.UNKNOWN);
    }

    /** The person of that address, compared without case. */
    Optional<Person> byEmail(String email);

    /** The id of the person of that address, who stays; makes one who is only invited where there is none. */
    String idOf(String email);

    /** Stores the whole row of that person, new or not; the address must be free or the person's own. */
    void save(Person person);
}
