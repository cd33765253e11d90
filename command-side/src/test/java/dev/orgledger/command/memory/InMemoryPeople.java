package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.orgledger.command.platform.vault.People;
import dev.orgledger.shared.policy.PersonFacts;

/** People in a map. */
public final class InMemoryPeople implements People {

    private final Map<String, Person> rows = new LinkedHashMap<>();

    /** Adds a registered person. */
    public InMemoryPeople withUser(String personId, String email) {
        save(new Person(personId, email, null, null, null, Instant.EPOCH, PersonFacts.UNKNOWN));
        return this;
    }

    /** Adds somebody who is only invited yet. */
    public InMemoryPeople withInvited(String personId, String email) {
        save(new Person(personId, email, null, null, null, null, PersonFacts.UNKNOWN));
        return this;
    }

    @Override
    public Optional<Person> byId(String personId) {
        return Optional.ofNullable(rows.get(personId));
    }

    /** What the platform reports of that person. */
    public void report(String personId, PersonFacts facts) {
        rows.computeIfPresent(personId, (id, row) -> new Person(id, row.email(), row.firstName(), row.lastName(),
                row.imageUrl(), row.registeredAt(), facts));
    }

    @Override
    public Map<String, Person> byIds(Collection<String> personIds) {
        Map<String, Person> found = new LinkedHashMap<>(rows);
        found.keySet().retainAll(personIds);
        return found;
    }

    @Override
    public Optional<Person> byEmail(String email) {
        return rows.values().stream().filter(person -> person.email().equalsIgnoreCase(email)).findFirst();
    }

    @Override
    public String idOf(String email) {
        return byEmail(email).map(Person::personId).orElseGet(() -> {
            String id = "user_for_" + email;
            withInvited(id, email);
            return id;
        });
    }

    @Override
    public void save(Person person) {
        rows.put(person.personId(), person);
    }
}
