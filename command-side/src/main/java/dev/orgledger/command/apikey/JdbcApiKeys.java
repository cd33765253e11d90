package dev.orgledger.command.apikey;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

/** {@link ApiKeys} in table {@code api_key}. */
@Component
class JdbcApiKeys implements ApiKeys, Forgets {

    private final JdbcClient jdbc;

    JdbcApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Live> byHash(String secretHash, Instant now) {
        return jdbc.sql("""
                SELECT key_id, user_id, expires_at, limited_to_orgs, max_role FROM api_key
                WHERE (secret_hash = ? OR previous_hash = ? AND previous_until > ?) AND revoked_at IS NULL""")
                .param(secretHash).param(secretHash).param(at(now)).query(JdbcApiKeys::live).optional();
    }

    @Override
    public Optional<String> ownerOf(String keyId) {
        return jdbc.sql("SELECT user_id FROM api_key WHERE key_id = ?").param(keyId).query(String.class).optional();
    }

    @Override
    public Optional<Kept> byId(String keyId) {
        return jdbc.sql("""
                SELECT key_id, user_id, name, expires_at, limited_to_orgs, max_role, revoked_at FROM api_key
                WHERE key_id = ?""").param(keyId).query((row, number) -> {
            OffsetDateTime revokedAt = row.getObject("revoked_at", OffsetDateTime.class);
            return new Kept(row.getString("key_id"), row.getString("user_id"), row.getString("name"), limits(row),
                    revokedAt == null ? null : revokedAt.toInstant());
        }).optional();
    }

    @Override
    public Map<String, String> withoutEnd(String orgId, Collection<String> owners) {
        Map<String, String> ownerOfKey = new LinkedHashMap<>();
        jdbc.sql("""
                SELECT key_id, user_id FROM api_key
                WHERE user_id = ANY(?::text[]) AND expires_at IS NULL AND revoked_at IS NULL
                    AND (limited_to_orgs IS NULL OR ? = ANY(limited_to_orgs))
                ORDER BY created_at, key_id""").param(owners.toArray(String[]::new)).param(orgId)
                .query(row -> {
                    ownerOfKey.put(row.getString("key_id"), row.getString("user_id"));
                });
        return ownerOfKey;
    }

    @Override
    public List<String> unrevokedOf(String userId) {
        return jdbc.sql("SELECT key_id FROM api_key WHERE user_id = ? AND revoked_at IS NULL ORDER BY key_id")
                .param(userId).query(String.class).list();
    }

    /** The ids stay, so that the records of these keys can be taken back. */
    @Override
    public void forget(Person person) {
        jdbc.sql("""
                UPDATE api_key SET name = '', secret_hash = NULL, previous_hash = NULL, previous_until = NULL
                WHERE user_id = ?""").param(person.personId()).update();
    }

    @Override
    public void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at) {
        Set<String> orgs = limits.limitedToOrgs();
        jdbc.sql(
                """
                        INSERT INTO api_key (key_id, user_id, name, secret_hash, created_at, expires_at, limited_to_orgs, max_role)
                        VALUES (?, ?, ?, ?, ?, ?, ?::text[], ?)""")
                .param(keyId).param(userId).param(name).param(secretHash).param(at(at)).param(at(limits.expiresAt()))
                .param(orgs == null ? null : orgs.toArray(String[]::new))
                .param(limits.maxRole() == null ? null : limits.maxRole().word())
                .update();
    }

    @Override
    public void updated(String keyId, String name, @Nullable Instant expiresAt) {
        jdbc.sql("UPDATE api_key SET name = ?, expires_at = ? WHERE key_id = ?").param(name).param(at(expiresAt))
                .param(keyId).update();
    }

    @Override
    public void rotated(String keyId, String secretHash, @Nullable Instant previousWorksUntil) {
        jdbc.sql("""
                UPDATE api_key SET secret_hash = ?, previous_until = ?::timestamptz,
                    previous_hash = CASE WHEN ?::timestamptz IS NULL THEN NULL ELSE secret_hash END
                WHERE key_id = ?""").param(secretHash).param(at(previousWorksUntil)).param(at(previousWorksUntil))
                .param(keyId).update();
    }

    @Override
    public void revoked(String keyId, Instant at) {
        jdbc.sql("UPDATE api_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL").param(at(at)).param(keyId)
                .update();
    }

    private static Live live(ResultSet row, int number) throws SQLException {
        return new Live(row.getString("key_id"), row.getString("user_id"), limits(row));
    }

    private static KeyLimits limits(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        Array orgs = row.getArray("limited_to_orgs");
        String maxRole = row.getString("max_role");
        return new KeyLimits(expiresAt == null ? null : expiresAt.toInstant(),
                orgs == null ? null : Set.of((String[]) orgs.getArray()), maxRole == null ? null : role(maxRole));
    }

    /** A word of a newer release must not widen the key. */
    private static Role role(String word) {
        return Role.of(word).orElseThrow(() -> new IllegalStateException("unknown role in table api_key"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
