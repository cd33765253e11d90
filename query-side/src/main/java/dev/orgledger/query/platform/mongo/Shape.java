package dev.orgledger.query.platform.mongo;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import com.mongodb.client.model.Filters;

/**
 * Every way in which a collection is asked, apart from look-ups by {@code _id}: which fields are compared for equality,
 * and what the answer is sorted by and continued from. Each is served by the index that it describes; no find goes
 * without one of these.
 */
public enum Shape {
    /** Whose address is that? */
    PERSON_BY_EMAIL(Collections.PERSONS, List.of("email_folded"), List.of(), 1),
    /** Members as they joined. */
    MEMBERS_OF_ORGANIZATION(Collections.MEMBERS, List.of("org_id", "gone"), List.of("joined_at", "user_id"), 1),
    /** Invitations as they were made. */
    INVITATIONS_OF_ORGANIZATION(Collections.INVITATIONS, List.of("org_id", "state"), List.of("created_at", "_id"), 1),
    /** A person's own invitations as they were made. */
    INVITATIONS_OF_PERSON(Collections.INVITATIONS, List.of("person_id", "state"), List.of("created_at", "_id"), 1),
    /** Keys as they were made. */
    KEYS_OF_USERS(Collections.API_KEYS, List.of("user_id"), List.of("created_at", "_id"), 1),
    /** Audit log, newest first; likewise the following, with one filter that is worth an index. */
    AUDIT(Collections.AUDIT, List.of("subject"), List.of("_id"), -1),
    /** By type of event. */
    AUDIT_BY_ACTION(Collections.AUDIT, List.of("subject", "action"), List.of("_id"), -1),
    /** By the acting person. */
    AUDIT_BY_ACTOR(Collections.AUDIT, List.of("subject", "actor_id"), List.of("_id"), -1),
    /** By the key that was used. */
    AUDIT_BY_KEY(Collections.AUDIT, List.of("subject", "apikey_id"), List.of("_id"), -1),
    /** By whether it was done or refused. */
    AUDIT_BY_OUTCOME(Collections.AUDIT, List.of("subject", "outcome"), List.of("_id"), -1),
    /** By what was acted on. */
    AUDIT_BY_TARGET(Collections.AUDIT, List.of("subject", "target_id"), List.of("_id"), -1);

    private final String collection;
    private final List<String> equal;
    private final List<String> ordered;
    private final int direction;

    Shape(String collection, List<String> equal, List<String> ordered, int direction) {
        this.collection = collection;
        this.equal = equal;
        this.ordered = ordered;
        this.direction = direction;
    }

    /** The collection that is asked. */
    public String collection() {
        return collection;
    }

    /** Fields that every filter of this shape compares for equality, or with a list. */
    public List<String> equal() {
        return equal;
    }

    /** The order of the answer. */
    public Bson sort() {
        Document sort = new Document();
        ordered.forEach(field -> sort.append(field, direction));
        return sort;
    }

    /** The place of that document in the order, as text. */
    public List<String> placeOf(Document document) {
        return ordered.stream().map(field -> text(document.get(field))).toList();
    }

    /** What lies behind that place in the order; empty when it is no place of this shape. */
    public Optional<Bson> behind(List<String> place) {
        if (place.size() != ordered.size()) {
            return Optional.empty();
        }
        List<Bson> ways = new ArrayList<>();
        List<Bson> same = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Optional<Object> value = value(place.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            List<Bson> way = new ArrayList<>(same);
            way.add(direction > 0
                    ? Filters.gt(ordered.get(i), value.get())
                    : Filters.lt(ordered.get(i), value.get()));
            ways.add(Filters.and(way));
            same.add(Filters.eq(ordered.get(i), value.get()));
        }
        return Optional.of(Filters.or(ways));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "t";
            case Date date -> "d" + date.getTime();
            case Long number -> "n" + number;
            default -> "t" + value;
        };
    }

    private static Optional<Object> value(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        try {
            return switch (text.charAt(0)) {
                case 'd' -> Optional.of(new Date(Long.parseLong(rest)));
                case 'n' -> Optional.of(Long.valueOf(rest));
                case 't' -> Optional.of(rest);
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The index that serves it: first what is equal, then what is ordered. */
    public Document index() {
        Document index = new Document();
        equal.forEach(field -> index.append(field, 1));
        ordered.forEach(field -> index.append(field, direction));
        return index;
    }
}
