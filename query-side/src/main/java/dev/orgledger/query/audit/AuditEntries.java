package dev.orgledger.query.audit;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.query.user.Persons;
import dev.orgledger.shared.audit.PersonalValues;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.security.AccessDenied;

/** Makes entries of stored events, and joins to them what is known of people at the moment of reading. */
@Component
class AuditEntries {

    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {
    };

    private final Store store;
    private final Persons people;

    AuditEntries(Store store, Persons people) {
        this.store = store;
        this.people = people;
    }

    private record Joined(Map<String, PersonRecord> people, Map<String, Document> keys,
            Map<String, Document> organizations, Map<String, Document> details) {

        @Nullable
        String labelOf(AuditMapping.Target target) {
            return switch (target.type()) {
                case "user" -> Persons.emailOf(people, target.id());
                case "apikey" -> name(keys.get(target.id()));
                default -> target.name() != null ? target.name() : name(organizations.get(target.id()));
            };
        }

        @Nullable
        String keyName(@Nullable String keyId) {
            return keyId == null ? null : name(keys.get(keyId));
        }

        private static @Nullable String name(@Nullable Document document) {
            return document == null ? null : document.getString("name");
        }

        /**
         * The same with {@link Persons#ERASED} for every value that the event commits to and that is gone with a person: by the
         * tombstone of its row, or by what is known of the people whom the event names, when that is gone, too.
         */
        Map<String, String> withErased(Document event, Map<String, String> values, Set<String> committed) {
            boolean gone = details.getOrDefault(event.getString("event_id"), new Document()).values().stream()
                    .anyMatch(part -> part instanceof Document one && one.getString("values") == null)
                    || Persons.forgotten(people.get(event.getString("actor_id")))
                    || Persons.forgotten(people.get(event.getString("target_id")));
            if (!gone || values.keySet().containsAll(committed)) {
                return values;
            }
            Map<String, String> all = new HashMap<>();
            committed.forEach(name -> all.put(name, Persons.ERASED));
            all.putAll(values);
            return all;
        }

        /** Every personal value of that event, by name. */
        Map<String, String> valuesOf(String eventId) {
            Map<String, String> values = new HashMap<>();
            parts(eventId).forEach(part -> values.putAll(values(part)));
            return values;
        }

        /** What proves each of these values, by name. */
        Map<String, String> saltsOf(String eventId) {
            Map<String, String> salts = new TreeMap<>();
            // A row of which something was forgotten has none any more.
            parts(eventId).filter(part -> part.getString("salt") != null && !part.getString("salt").isEmpty())
                    .forEach(part -> values(part).keySet().forEach(name -> salts.put(name, part.getString("salt"))));
            return salts;
        }

        private Stream<Document> parts(String eventId) {
            return details.getOrDefault(eventId, new Document()).values().stream().filter(Document.class::isInstance)
                    .map(Document.class::cast).filter(part -> part.getString("values") != null);
        }

        private static Map<String, String> values(Document part) {
            return EventJson.mapper().readValue(part.getString("values"), STRINGS);
        }
    }

    /** The entries of these events, in the same order. */
    List<Map<String, Object>> of(List<Document> events) {
        Joined joined = join(events);
        return events.stream().map(event -> entry(event, joined)).toList();
    }

    /**
     * The same with what proves their personal values, which only a verifier needs. What they are joined with has been read
     * when this returns; each entry is made when it is taken.
     */
    Iterator<Map<String, Object>> provable(List<Document> events) {
        Joined joined = join(events);
        return events.stream().map(event -> {
            Map<String, Object> entry = entry(event, joined);
            entry.put("salts", joined.saltsOf(event.getString("event_id")));
            return entry;
        }).iterator();
    }

    private Joined join(List<Document> events) {
        return new Joined(people.byIds(ids(events, "actor_id", "target_id", "user_")),
                store.byIds(Collections.API_KEYS, ids(events, "apikey_id", "target_id", "key_")),
                store.byIds(Collections.ORGANIZATIONS, ids(events, "subject", "target_id", "org_")),
                store.byIds(Collections.EVENT_DETAILS,
                        events.stream().map(event -> event.getString("event_id")).toList()));
    }

    private static Collection<String> ids(List<Document> events, String field, String other, String prefix) {
        return events.stream().flatMap(event -> Stream.of(event.getString(field), event.getString(other)))
                .filter(id -> id != null && id.startsWith(prefix)).collect(Collectors.toSet());
    }

    private static Map<String, Object> entry(Document event, Joined joined) {
        String action = event.getString("action");
        String actorId = event.getString("actor_id");
        String keyId = event.getString("apikey_id");
        String data = event.getString("data");
        AccessDenied denied = AuditWords.DENIED.equals(event.getString("outcome"))
                ? EventJson.mapper().readValue(data, AccessDenied.class)
                : null;
        AuditMapping.Mapped mapped = denied != null
                ? AuditMapping.of(denied)
                : AuditMapping.of(EventJson.read(action, data.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> values = joined.valuesOf(event.getString("event_id"));
        String commitments = event.getString("commitments");
        Map<String, String> committed = commitments == null
                ? Map.of()
                : EventJson.mapper().readValue(commitments, STRINGS);
        return new AuditEntry(event.getString("event_id"), event.getLong("version"),
                Objects.requireNonNull(Documents.time(event, "at")), event.getString("subject"), action,
                new AuditEntry.Actor(event.getString("actor_type"), actorId, Persons.emailOf(joined.people(), actorId),
                        keyId, joined.keyName(keyId), values.get("actor.ip"), values.get("actor.user_agent")),
                new AuditEntry.Target(mapped.target().type(), mapped.target().id(), joined.labelOf(mapped.target())),
                changes(mapped.changes(), joined.withErased(event, values, committed.keySet()), committed.keySet()),
                committed, event.getString("request_id"),
                new AuditEntry.Chained(event.getString("previous_hash"), event.getString("hash")), denied).view();
    }

    /** Of personal ones those that the event has a commitment to: so the list stays when values go. */
    static List<AuditEntry.Change> changes(List<AuditMapping.Change> changes, Map<String, String> values,
            Set<String> committed) {
        return changes.stream()
                .filter(change -> !change.personal() || PersonalValues.isPersonal(change.field(), committed))
                .map(change -> change.personal()
                        ? new AuditEntry.Change(change.field(),
                                typed(change.field(), values.get(change.field() + ".old")),
                                typed(change.field(),
                                        values.getOrDefault(change.field() + ".new", values.get(change.field()))))
                        : new AuditEntry.Change(change.field(), change.old(), change.now()))
                .toList();
    }

    /** Values beside an event are texts; a client of the log gets what the API has for that field. */
    private static @Nullable Object typed(String field, @Nullable String value) {
        return value != null && field.equals("two_factor_enabled") && !value.equals(Persons.ERASED)
                ? Boolean.valueOf(value)
                : value;
    }
}
