package dev.orgledger.query.user;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.user.UserEvent.UserErased;

/** What is known of people, until they are forgotten. */
@Component
class PersonProjection implements Projection {

    private static final List<String> PERSONAL = List.of("email", "email_folded", "first_name", "last_name",
            "image_url", "registered_at");

    @Override
    public Set<String> collections() {
        return Set.of(Collections.PERSONS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        switch (incoming) {
            case Incoming.Person record when record.value() != null ->
                writes.set(Collections.PERSONS, record.personId(), record.position(), fields(record.value()));
            case Incoming.Person record -> forget(record.personId(), record.position(), writes);
            // The event stays when the tombstone is gone: documents that are made anew say the same.
            case Incoming.Event record when record.event() instanceof UserErased erased ->
                forget(erased.userId(), record.position(), writes);
            default -> {
                // Not about people.
            }
        }
    }

    /** That there was somebody is all that is left. */
    private static void forget(String personId, long position, Writes writes) {
        Document fields = new Document(Persons.FORGOTTEN, true);
        PERSONAL.forEach(field -> fields.append(field, null));
        writes.set(Collections.PERSONS, personId, position, fields);
    }

    private static Document fields(PersonRecord person) {
        return new Document("email", person.email()).append("email_folded", person.email().toLowerCase(Locale.ROOT))
                .append("first_name", person.firstName()).append("last_name", person.lastName())
                .append("image_url", person.imageUrl()).append("registered_at", Documents.date(person.registeredAt()));
    }
}
