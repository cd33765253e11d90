package dev.orgledger.query.user;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.envelope.PersonRecord;

/** Addresses and names, joined to ids when something is read, so that a forgotten person is forgotten everywhere. */
@Component
public class Persons {

    /** What is shown in place of the address of somebody who was forgotten, and of whatever else was said of them. */
    public static final String ERASED = InternalRecord.ERASED;

    /** Field of a person's document, there when the person was forgotten. */
    static final String FORGOTTEN = "forgotten";

    private static final int SAME_ADDRESS = 10;
    private static final PersonRecord NOBODY = new PersonRecord(ERASED, null, null, null, null);

    private final Store store;

    Persons(Store store) {
        this.store = store;
    }

    /** Those of these people who are known; of those who were forgotten nothing but {@link #ERASED}. */
    public Map<String, PersonRecord> byIds(Collection<String> personIds) {
        return store.byIds(Collections.PERSONS, personIds).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> person(entry.getValue())));
    }

    /** The person of that id; of one who was forgotten nothing but {@link #ERASED}. */
    public Optional<PersonRecord> byId(String personId) {
        return store.byId(Collections.PERSONS, personId).map(Persons::person);
    }

    /** Ids of the people of that address, compared without case: one, but for moments. */
    public List<String> idsOf(String email) {
        return store.find(Shape.PERSON_BY_EMAIL, Filters.eq("email_folded", email.strip().toLowerCase(Locale.ROOT)), 0,
                SAME_ADDRESS).stream().map(document -> document.getString("_id")).toList();
    }

    /** The address of that person; {@link #ERASED} for somebody forgotten, null for somebody unknown. */
    public static @Nullable String emailOf(Map<String, PersonRecord> people, @Nullable String personId) {
        PersonRecord person = personId == null ? null : people.get(personId);
        return person == null ? null : person.email();
    }

    /** Whether nothing is known of that person any more. */
    public static boolean forgotten(@Nullable PersonRecord person) {
        return NOBODY.equals(person);
    }

    private static PersonRecord person(Document document) {
        return document.getBoolean(FORGOTTEN, false)
                ? NOBODY
                : new PersonRecord(document.getString("email"), document.getString("first_name"),
                        document.getString("last_name"), document.getString("image_url"),
                        Documents.time(document, "registered_at"));
    }
}
