package dev.orgledger.command.platform.vault;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.People.Person;

/** {@link Contacts} in table {@code contact}. */
@Component
class JdbcContacts implements Contacts {

    private static final String EVER = """
            SELECT DISTINCT aggregate_identifier FROM event_personal JOIN domain_event_entry ON event_identifier = event_id
            WHERE lower(values ->> 'management_email.old') = lower(:email)
                OR lower(values ->> 'management_email.new') = lower(:email)""";

    private final JdbcClient jdbc;

    JdbcContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String of(String orgId) {
        return jdbc.sql("SELECT management_email FROM contact WHERE org_id = ?").param(orgId).query(String.class)
                .single();
    }

    @Override
    public List<String> withAddress(String email) {
        return jdbc.sql("SELECT org_id FROM contact WHERE lower(management_email) = lower(?)").param(email)
                .query(String.class).list();
    }

    @Override
    public List<String> everWithAddress(String email) {
        return jdbc.sql(EVER).param("email", email).query(String.class).list();
    }

    @Override
    public void save(String orgId, String managementEmail) {
        jdbc.sql("""
                INSERT INTO contact (org_id, management_email) VALUES (?, ?)
                ON CONFLICT (org_id) DO UPDATE SET management_email = excluded.management_email""")
                .params(orgId, managementEmail).update();
    }

    @Override
    public void forget(String orgId, Person person) {
        jdbc.sql(
                """
                        WITH gone AS (
                            DELETE FROM contact WHERE org_id = :org AND lower(management_email) = lower(:email) RETURNING org_id)
                        INSERT INTO forgotten_row (user_id, kind, id) SELECT :person, 'contact', org_id FROM gone""")
                .param("org", orgId).param("email", person.email()).param("person", person.personId()).update();
    }
}
