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

    private static final List<String> NAME = List.of("name");

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

        /** What stands beside that event, read once. */
        Personal personalOf(String eventId) {
            Map<String, String> values = new HashMap<>();
            Map<String, String> salts = new TreeMap<>();
            boolean gone = false;
            for (Object part : details.getOrDefault(eventId, new Document()).values()) {
                if (part instanceof Document row) {
                    String json = row.getString("values");
                    if (json == null) {
                        gone = true;
                        continue;
                    }
                    Map<String, String> ofRow = EventJson.mapper().readValue(json, STRINGS);
                    values.putAll(ofRow);
                    String salt = row.getString("salt");
                    // A row of which something was forgotten has none any more.
                    if (salt != null && !salt.isEmpty()) {
                        ofRow.keySet().forEach(name -> salts.put(name, salt));
                    }
                }
            }
            return new Personal(values, salts, gone);
        }

        /**
         * The same with {@link Persons#ERASED} for every value that the event commits to and that is gone with a person: by the
         * tombstone of its row, or by what is known of the people whom the event names, when that is gone, too.
         */
        Map<String, String> withErased(Document event, Personal personal, Set<String> committed) {
            boolean gone = personal.gone() || Persons.forgotten(people.get(event.getString("actor_id")))
                    || Persons.forgotten(people.get(event.getString("target_id")));
            if (!gone || personal.values().keySet().containsAll(committed)) {
                return personal.values();
            }
            Map<String, String> all = new HashMap<>();
            committed.forEach(name -> all.put(name, Persons.ERASED));
            all.putAll(personal.values());
            return all;
        }
    }

    /**
     * Personal values of one event.
     *
     * @param values by name
     * @param salts what proves each of them, by name
     * @param gone whether there have been others
     */
    private record Personal(Map<String, String> values, Map<String, String> salts, boolean gone) {}

    /** A stored event, and what it tells by itself. */
    private record Told(Document event, AuditMapping.Mapped mapped, @Nullable AccessDenied denied) {

        static Told of(Document event) {
            String data = event.getString("data");
            AccessDenied denied = AuditWords.DENIED.equals(event.getString("outcome"))
                    ? EventJson.mapper().readValue(data, AccessDenied.class)
                    : null;
            return new Told(event, denied != null
                    ? AuditMapping.of(denied)
                    : AuditMapping.of(EventJson.read(event.getString("action"), data.getBytes(StandardCharsets.UTF_8))),
                    denied);
        }

        /** The organization that only its document has the name of. */
        Stream<String> namelessOrganization() {
            AuditMapping.Target target = mapped.target();
            return target.name() == null && target.id().startsWith("org_") ? Stream.of(target.id()) : Stream.empty();
        }
    }

    /** The entries of these events, in the same order. */
    List<Map<String, Object>> of(List<Document> events) {
        List<Told> told = told(events);
        Joined joined = join(events, told);
        return told.stream().map(one -> entry(one, joined.personalOf(id(one)), joined)).toList();
    }

    /**
     * The same with what proves their personal values, which only a verifier needs. What they are joined with has been read
     * when this returns; each entry is made when it is taken.
     */
    Iterator<Map<String, Object>> provable(List<Document> events) {
        List<Told> told = told(events);
        Joined joined = join(events, told);
        return told.stream().map(one -> {
            Personal personal = joined.personalOf(id(one));
            Map<String, Object> entry = entry(one, personal, joined);
            entry.put("salts", personal.salts());
            return entry;
        }).iterator();
    }

    private static List<Told> told(List<Document> events) {
        return events.stream().map(Told::of).toList();
    }

    private static String id(Told told) {
        return told.event().getString("event_id");
    }

    private Joined join(List<Document> events, List<Told> told) {
        return new Joined(people.byIds(ids(events, "actor_id", "target_id", "user_")),
                store.byIds(Collections.API_KEYS, ids(events, "apikey_id", "target_id", "key_"), NAME),
                store.byIds(Collections.ORGANIZATIONS,
                        told.stream().flatMap(Told::namelessOrganization).collect(Collectors.toSet()), NAME),
                store.byIds(Collections.EVENT_DETAILS, told.stream().map(AuditEntries::id).toList()));
    }

    private static Collection<String> ids(List<Document> events, String field, String other, String prefix) {
        return events.stream().flatMap(event -> Stream.of(event.getString(field), event.getString(other)))
                .filter(id -> id != null && id.startsWith(prefix)).collect(Collectors.toSet());
    }

    private static Map<String, Object> entry(Told told, Personal personal, Joined joined) {
        Document event = told.event();
        AuditMapping.Mapped mapped = told.mapped();
        String actorId = event.getString("actor_id");
        String keyId = event.getString("apikey_id");
        Map<String, String> values = personal.values();
        String commitments = event.getString("commitments");
        Map<String, String> committed = commitments == null
                ? Map.of()
                : EventJson.mapper().readValue(commitments, STRINGS);
        return new AuditEntry(event.getString("event_id"), event.getLong("version"),
                Objects.requireNonNull(Documents.time(event, "at")), event.getString("subject"),
                event.getString("action"),
                new AuditEntry.Actor(event.getString("actor_type"), actorId, Persons.emailOf(joined.people(), actorId),
                        keyId, joined.keyName(keyId), values.get("actor.ip"), values.get("actor.user_agent")),
                new AuditEntry.Target(mapped.target().type(), mapped.target().id(), joined.labelOf(mapped.target())),
                changes(mapped.changes(), joined.withErased(event, personal, committed.keySet()), committed.keySet()),
                committed, event.getString("request_id"),
                new AuditEntry.Chained(event.getString("previous_hash"), event.getString("hash")), told.denied())
                .view();
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
