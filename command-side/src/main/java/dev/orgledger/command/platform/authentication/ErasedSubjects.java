package dev.orgledger.command.platform.authentication;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.user.SignIns;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Subjects of identity providers whose user was erased. A subject may be an address, and could be guessed by a plain hash, so
 * it is one that needs the server's secret.
 */
@Component
class ErasedSubjects implements Forgets, SignIns {

    private record Subject(String issuer, String subject) {}

    private final JdbcClient jdbc;
    private final ServerSecret secret;
    private final Clock clock;

    ErasedSubjects(JdbcClient jdbc, ServerSecret secret, Clock clock) {
        this.jdbc = jdbc;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public void forget(Person person) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Subject> subjects = jdbc.sql("DELETE FROM jwt_subject WHERE user_id = ? RETURNING issuer, subject")
                .param(person.personId())
                .query((row, number) -> new Subject(row.getString("issuer"), row.getString("subject"))).list();
        subjects.forEach(each -> jdbc.sql("""
                INSERT INTO erased_subject (subject_hash, erased_at) VALUES (?, ?)
                ON CONFLICT (subject_hash) DO UPDATE SET erased_at = excluded.erased_at""")
                .params(hash(each.issuer(), each.subject()), now).update());
    }

    /**
     * Refuses a token that is not from after the erasure of its user, also when somebody has signed in again since. Tokens say
     * their time in whole seconds, so one of the very second of the erasure counts as older.
     */
    void check(TokenClaims claims) {
        Instant issuedAt = claims.jwt().getIssuedAt();
        Optional<Instant> erasedAt = erasedAt(new Subject(claims.issuer(), claims.subject()));
        if (erasedAt.isPresent() && (issuedAt == null || !issuedAt.isAfter(erasedAt.get()))) {
            throw Refusal.of(ErrorCode.INVALID_TOKEN).saying("The token is from before its user was erased");
        }
    }

    @Override
    public Optional<Instant> notBefore(String userId) {
        return jdbc.sql("SELECT issuer, subject FROM jwt_subject WHERE user_id = ?").param(userId)
                .query((row, number) -> new Subject(row.getString("issuer"), row.getString("subject"))).list()
                .stream().flatMap(subject -> erasedAt(subject).stream()).max(Comparator.naturalOrder());
    }

    private Optional<Instant> erasedAt(Subject subject) {
        return jdbc.sql("SELECT erased_at FROM erased_subject WHERE subject_hash = ?")
                .param(hash(subject.issuer(), subject.subject())).query(OffsetDateTime.class).optional()
                .map(OffsetDateTime::toInstant);
    }

    private String hash(String issuer, String subject) {
        return HexFormat.of().formatHex(secret.sign("subject " + issuer + "\n" + subject));
    }
}
