package dev.orgledger.command.platform.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.envelope.InternalRecord;

/**
 * The vault without a person. Rows of single events stay, empty, so that the forwarder knows which records to take back; that
 * something changed in rows of others stands in {@code forgotten_row}.
 */
@Component
class ForgottenPeople implements Forgets {

    private static final String OWN_VALUES = """
            UPDATE event_personal SET values = '{}', salt = '' WHERE person_id = ?""";
    /**
     * A salt is good for the whole row: with it a guess of what is gone could still be proven, so it goes too; and the other
     * values of the row with it, which nothing would prove any more.
     */
    private static final String VALUES_OF_OTHERS = """
            WITH changed AS (
                UPDATE event_personal e SET salt = '', values = (
                    SELECT jsonb_object_agg(name, :erased::text) FROM jsonb_object_keys(e.values) name)
                WHERE e.person_id <> :person AND (lower(e.values ->> 'management_email.old') = lower(:email)
                    OR lower(e.values ->> 'management_email.new') = lower(:email))
                RETURNING e.event_id, e.person_id)
            INSERT INTO forgotten_row (user_id, kind, id)
            SELECT :person, 'details', event_id || '/' || person_id FROM changed""";
    /** Organizations that are there have the owner's by now, deleted ones none. */
    private static final String CONTACTS = """
            SELECT count(*) FROM contact WHERE lower(management_email) = lower(?)""";
    /** Those of the vault's records go with the event the first time. */
    private static final String TOMBSTONES = """
            INSERT INTO repeated_tombstones (user_id, what, repeat_at) VALUES (:person, 'records', :later),
                (:person, 'denials', :now), (:person, 'denials', :later)""";

    /** Longer than a segment of the topics of personal data stays open: the repeat closes it, and then it is cleaned. */
    private static final Duration UNTIL_REPEATED = Duration.ofHours(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    ForgottenPeople(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void forget(Person person) {
        jdbc.sql(OWN_VALUES).param(person.personId()).update();
        jdbc.sql(VALUES_OF_OTHERS).param("person", person.personId()).param("email", person.email())
                .param("erased", InternalRecord.ERASED).update();
        if (jdbc.sql(CONTACTS).param(person.email()).query(Long.class).single() > 0) {
            // Of an organization that took the address meanwhile: the command is tried again and finds it.
            throw new ConcurrencyException("an organization has the address of somebody who is to be forgotten");
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(TOMBSTONES).param("person", person.personId()).param("now", now)
                .param("later", now.plus(UNTIL_REPEATED)).update();
        jdbc.sql("DELETE FROM person WHERE person_id = ?").param(person.personId()).update();
    }
}
