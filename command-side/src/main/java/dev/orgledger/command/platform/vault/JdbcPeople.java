package dev.orgledger.command.platform.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.policy.PasswordFacts;
import dev.orgledger.shared.policy.PersonFacts;

/** {@link People} in table {@code person}. */
@Component
class JdbcPeople implements People {

    private static final String SELECT = """
            SELECT person_id, email, first_name, last_name, image_url, registered_at, two_factor_enabled, password_facts
            FROM person\s""";
    /** Only a change of the second factor moves its time: a token that is older does not undo the change. */
    private static final String SAVE = """
            INSERT INTO person (person_id, email, first_name, last_name, image_url, registered_at, two_factor_enabled,
                password_facts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (person_id) DO UPDATE SET email = excluded.email, first_name = excluded.first_name,
                last_name = excluded.last_name, image_url = excluded.image_url,
                registered_at = excluded.registered_at, two_factor_enabled = excluded.two_factor_enabled,
                two_factor_changed_at = CASE WHEN person.two_factor_enabled = excluded.two_factor_enabled
                    THEN person.two_factor_changed_at ELSE clock_timestamp() END,
                password_facts = excluded.password_facts""";

    private final JdbcClient jdbc;

    JdbcPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Person> byId(String personId) {
        return jdbc.sql(SELECT + "WHERE person_id = ?").param(personId).query(JdbcPeople::person).optional();
    }

    /** The lock is compatible with everything but the one of {@link #leaving}: waiting for that one could take for ever. */
    @Override
    public Optional<Person> staying(String personId) {
        return jdbc.sql(SELECT + "WHERE person_id = ? FOR KEY SHARE NOWAIT").param(personId).query(JdbcPeople::person)
                .optional();
    }

    @Override
    public Optional<Person> leaving(String personId) {
        return jdbc.sql(SELECT + "WHERE person_id = ? FOR UPDATE").param(personId).query(JdbcPeople::person)
                .optional();
    }

    @Override
    public Map<String, Person> byIds(Collection<String> personIds) {
        return jdbc.sql(SELECT + "WHERE person_id = ANY(?::text[])").param(personIds.toArray(String[]::new))
                .query(JdbcPeople::person).list().stream()
                .collect(Collectors.toMap(Person::personId, Function.identity()));
    }

    @Override
    public Optional<Person> byEmail(String email) {
        return jdbc.sql(SELECT + "WHERE lower(email) = lower(?)").param(email).query(JdbcPeople::person).optional();
    }

    /** Two who invite the same address at once get the same person: the second waits for the first one's commit. */
    @Override
    public String idOf(String email) {
        return known(email).orElseGet(() -> jdbc.sql("""
                INSERT INTO person (person_id, email) VALUES (?, ?)
                ON CONFLICT (lower(email)) DO NOTHING RETURNING person_id""").params(Ids.person(), email)
                .query(String.class).optional()
                .or(() -> known(email))
                .orElseThrow(() -> new IllegalStateException("a person vanished while it was looked up")));
    }

    private Optional<String> known(String email) {
        return jdbc.sql("SELECT person_id FROM person WHERE lower(email) = lower(?) FOR KEY SHARE NOWAIT").param(email)
                .query(String.class).optional();
    }

    @Override
    public void save(Person person) {
        PasswordFacts password = person.facts().password();
        jdbc.sql(SAVE).param(person.personId()).param(person.email()).param(person.firstName())
                .param(person.lastName()).param(person.imageUrl()).param(at(person.registeredAt()))
                .param(person.facts().twoFactorEnabled())
                .param(password == null ? null : EventJson.mapper().writeValueAsString(password)).update();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        OffsetDateTime registeredAt = row.getObject("registered_at", OffsetDateTime.class);
        return new Person(row.getString("person_id"), row.getString("email"), row.getString("first_name"),
                row.getString("last_name"), row.getString("image_url"),
                registeredAt == null ? null : registeredAt.toInstant(), facts(row));
    }

    private static PersonFacts facts(ResultSet row) throws SQLException {
        String password = row.getString("password_facts");
        return new PersonFacts(row.getBoolean("two_factor_enabled"),
                password == null ? null : EventJson.mapper().readValue(password, PasswordFacts.class));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
