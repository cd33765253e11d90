package dev.orgledger.command.invitation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;

/** {@link Invitations} in the tables {@code invitation}, {@code invitation_token} and {@code invitation_sending}. */
@Component
class JdbcInvitations implements Invitations, Forgets {

    private static final String SELECT = """
            SELECT i.invitation_id, i.org_id, i.person_id, i.sending, i.last_sent_at, i.first_name, i.last_name, i.ended_at,
                i.blocks_until_cooldown""";

    private final JdbcClient jdbc;
    private final InvitationTokens tokens;

    JdbcInvitations(JdbcClient jdbc, InvitationTokens tokens) {
        this.jdbc = jdbc;
        this.tokens = tokens;
    }

    @Override
    public Optional<Invitation> byId(String invitationId) {
        return jdbc.sql(SELECT + " FROM invitation i WHERE i.invitation_id = ?").param(invitationId)
                .query(JdbcInvitations::invitation).optional();
    }

    @Override
    public Optional<Found> byTokenHash(String tokenHash) {
        return jdbc.sql(SELECT + """
                , t.sending AS token_sending FROM invitation_token t JOIN invitation i USING (invitation_id)
                WHERE t.token_hash = ?""").param(tokenHash)
                .query((row, number) -> new Found(invitation(row, number), row.getInt("token_sending"))).optional();
    }

    @Override
    public void invited(String orgId, String invitationId, String personId, @Nullable String firstName,
            @Nullable String lastName, Instant at) {
        jdbc.sql("""
                INSERT INTO invitation (invitation_id, org_id, person_id, sending, last_sent_at, first_name, last_name)
                VALUES (?, ?, ?, 1, ?, ?, ?)""")
                .params(invitationId, orgId, personId, at(at)).param(firstName).param(lastName).update();
        sent(invitationId, personId, 1, at);
    }

    @Override
    public void resent(String invitationId, int sending, Instant at) {
        String personId = jdbc.sql("""
                UPDATE invitation SET sending = ?, last_sent_at = ? WHERE invitation_id = ? RETURNING person_id""")
                .params(sending, at(at), invitationId).query(String.class).single();
        sent(invitationId, personId, sending, at);
    }

    @Override
    public void ended(String invitationId, Instant at, boolean blocksUntilCooldown) {
        jdbc.sql("UPDATE invitation SET ended_at = ?, blocks_until_cooldown = ? WHERE invitation_id = ?")
                .params(at(at), blocksUntilCooldown, invitationId).update();
    }

    @Override
    public List<String> organizationsInviting(String personId) {
        return jdbc.sql("SELECT DISTINCT org_id FROM invitation WHERE person_id = ? AND ended_at IS NULL")
                .param(personId).query(String.class).list();
    }

    @Override
    public List<String> allOf(String personId) {
        return jdbc.sql("SELECT invitation_id FROM invitation WHERE person_id = ?").param(personId)
                .query(String.class).list();
    }

    /** The ids stay, so that the records of these invitations can be taken back. */
    @Override
    public void forget(Person person) {
        jdbc.sql("UPDATE invitation SET first_name = NULL, last_name = NULL WHERE person_id = ?")
                .param(person.personId()).update();
        jdbc.sql("""
                DELETE FROM invitation_token WHERE invitation_id IN (
                    SELECT invitation_id FROM invitation WHERE person_id = ?)""").param(person.personId()).update();
        jdbc.sql("DELETE FROM invitation_sending WHERE person_id = ?").param(person.personId()).update();
    }

    @Override
    public Optional<Instant> lastRefusal(String orgId, String personId) {
        return jdbc.sql("""
                SELECT ended_at FROM invitation WHERE person_id = ? AND org_id = ? AND blocks_until_cooldown
                ORDER BY ended_at DESC LIMIT 1""").params(personId, orgId)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    @Override
    public int sendingsSince(String personId, Instant since) {
        // A statement of its own: the count then sees what was committed while this one waited.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").param("sendings " + personId).query()
                .singleRow();
        return jdbc.sql("SELECT count(*) FROM invitation_sending WHERE person_id = ? AND sent_at >= ?")
                .params(personId, at(since)).query(Integer.class).single();
    }

    private void sent(String invitationId, String personId, int sending, Instant at) {
        jdbc.sql("INSERT INTO invitation_token (token_hash, invitation_id, sending) VALUES (?, ?, ?)")
                .params(tokens.of(invitationId, sending).hash(), invitationId, sending).update();
        jdbc.sql("INSERT INTO invitation_sending (person_id, sent_at) VALUES (?, ?)").params(personId, at(at)).update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Invitation(row.getString("invitation_id"), row.getString("org_id"), row.getString("person_id"),
                row.getInt("sending"), row.getObject("last_sent_at", OffsetDateTime.class).toInstant(),
                row.getString("first_name"), row.getString("last_name"),
                endedAt == null ? null : endedAt.toInstant(), row.getBoolean("blocks_until_cooldown"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
