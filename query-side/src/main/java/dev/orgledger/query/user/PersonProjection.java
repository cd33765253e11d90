package dev.orgledger.query.user;

import java.util.Locale;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.PersonRecord;

/** What is known of people, until it is forgotten. */
@Component
class PersonProjection implements Projection {

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Person record) {
            if (record.value() == null) {
                writes.delete(Collections.PERSONS, record.personId(), record.position());
            } else {
                writes.set(Collections.PERSONS, record.personId(), record.position(), fields(record.value()));
            }
        }
    }

    private static Document fields(PersonRecord person) {
        return new Document("email", person.email()).append("email_folded", person.email().toLowerCase(Locale.ROOT))
                .append("first_name", person.firstName()).append("last_name", person.lastName())
                .append("image_url", person.imageUrl()).append("registered_at", Documents.date(person.registeredAt()));
    }
}
