package dev.orgledger.command.platform.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.command.platform.vault.Forgets;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** The table of first answers. {@link #lock} and {@link #keep} take part in the transaction of the command. */
@Component
public class Idempotency implements Forgets {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final TypeReference<LinkedHashMap<String, Object>> BODY = new TypeReference<>() {
    };
    private static final TypeReference<LinkedHashMap<String, String>> HEADERS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes this the only request with that key until the end of the transaction.
     *
     * @throws Refusal {@code idempotency_in_progress}
     */
    public void lock(RequestKey key) {
        boolean alone = jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(key.caller() + ' ' + key.key()).query(Boolean.class).single();
        if (!alone) {
            throw Refusal.of(ErrorCode.IDEMPOTENCY_IN_PROGRESS).retryAfter(SOON);
        }
    }

    /**
     * The first answer to that request, if there was one within the last 24 hours.
     *
     * @throws Refusal the kept one; {@code idempotency_key_reused} when the first request was another
     */
    public Optional<KeptAnswer> find(RequestKey key) {
        Optional<Row> row = jdbc.sql("""
                SELECT request_hash, status, body, headers FROM idempotency
                WHERE caller = ? AND idempotency_key = ? AND created_at > ?""")
                .params(key.caller(), key.key(), at(clock.instant().minus(LIFETIME)))
                .query((columns, number) -> new Row(columns.getString(1), columns.getInt(2), columns.getString(3),
                        columns.getString(4)))
                .optional();
        return row.map(found -> {
            if (!found.requestHash.equals(key.requestHash())) {
                throw Refusal.of(ErrorCode.IDEMPOTENCY_KEY_REUSED);
            }
            Map<String, Object> body = json.readValue(found.body, BODY);
            if (found.status != 200) {
                throw KeptRefusal.refusal(body);
            }
            return new KeptAnswer(found.status, body, json.readValue(found.headers, HEADERS));
        });
    }

    /** Keeps a first answer; the caller holds the lock. */
    public void keep(RequestKey key, KeptAnswer answer, Set<String> persons) {
        jdbc.sql(
                """
                        INSERT INTO idempotency (caller, idempotency_key, request_hash, status, body, headers, person_ids, created_at)
                        VALUES (?, ?, ?, ?, ?::json, ?::json, ?, ?)
                        ON CONFLICT (caller, idempotency_key) DO UPDATE SET request_hash = excluded.request_hash,
                            status = excluded.status, body = excluded.body, headers = excluded.headers,
                            person_ids = excluded.person_ids, created_at = excluded.created_at""")
                .params(key.caller(), key.key(), key.requestHash(), answer.status(),
                        json.writeValueAsString(answer.body()), json.writeValueAsString(answer.headers()),
                        persons.toArray(String[]::new), at(clock.instant()))
                .update();
    }

    /**
     * Keeps a refusal that was decided, in a transaction of its own, unless the request has a first answer already.
     *
     * @return the first answer, when there is one after all
     * @throws Refusal the given one, or the one that came first
     */
    public KeptAnswer keepRefusal(RequestKey key, Refusal refusal, Set<String> persons) {
        if (!KeptRefusal.keeps(refusal)) {
            throw refusal;
        }
        Optional<KeptAnswer> first = transaction.execute(status -> {
            lock(key);
            Optional<KeptAnswer> earlier = find(key);
            if (earlier.isEmpty()) {
                keep(key, new KeptAnswer(refusal.code().status(), KeptRefusal.body(refusal), Map.of()), persons);
            }
            return earlier;
        });
        return first.orElseThrow(() -> refusal);
    }

    /**
     * Answers that name the person, or were given to one of the person's credentials; and whoever else was told the address. It
     * is looked for as a whole JSON text: others have addresses that it is a part of.
     */
    @Override
    public void forget(Person person) {
        jdbc.sql("""
                DELETE FROM idempotency WHERE person_ids @> ARRAY[:person]::text[] OR caller = :person
                    OR caller IN (SELECT key_id FROM api_key WHERE user_id = :person)
                    OR strpos(lower(body::text), lower(:email)) > 0""").param("person", person.personId())
                .param("email", json.writeValueAsString(person.email())).update();
    }

    /** Forgets what is too old to be repeated. */
    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void forgetOld() {
        jdbc.sql("DELETE FROM idempotency WHERE created_at <= ?").param(at(clock.instant().minus(LIFETIME))).update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Row(String requestHash, int status, String body, String headers) {}
}
