package dev.orgledger.command.member;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link Memberships} in table {@code membership}. */
@Component
class JdbcMemberships implements Memberships {

    private final JdbcClient jdbc;

    JdbcMemberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> of(String personId) {
        return jdbc.sql("SELECT org_id FROM membership WHERE person_id = ? ORDER BY org_id").param(personId)
                .query(String.class).list();
    }

    @Override
    public void began(String orgId, String personId) {
        jdbc.sql("INSERT INTO membership (org_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING").param(orgId)
                .param(personId).update();
    }

    @Override
    public void ended(String orgId, String personId) {
        jdbc.sql("DELETE FROM membership WHERE org_id = ? AND person_id = ?").param(orgId).param(personId).update();
    }

    @Override
    public void allEnded(String orgId) {
        jdbc.sql("DELETE FROM membership WHERE org_id = ?").param(orgId).update();
    }
}
