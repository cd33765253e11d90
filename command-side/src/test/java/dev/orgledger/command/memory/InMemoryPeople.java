package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.orgledger.command.platform.vault.People;

/** People in a map. */
public final class InMemoryPeople implements People {

    private final Map<String, Person> rows = new LinkedHashMap<>();

    /** Adds a registered person. */
    public InMemoryPeople withUser(String personId, String email) {
        save(new Person(personId, email, null, null, null, Instant.EPOCH, false));
        return this;
    }

    /** Adds somebody who is only invited yet. */
    public InMemoryPeople withInvited(String personId, String email) {
        save(new Person(personId, email, null, null, null, null, false));
        return this;
    }

    @Override
    public Optional<Person> byId(String personId) {
        return Optional.ofNullable(rows.get(personId));
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
