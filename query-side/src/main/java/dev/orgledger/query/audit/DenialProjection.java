package dev.orgledger.query.audit;

import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.security.AccessDenied;

/**
 * Keeps every refused attempt among the events of its organization, behind the one of the version that was known when it was
 * refused. Where it came from is kept apart, as it is of an event.
 */
@Component
class DenialProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.AUDIT, Collections.EVENT_DETAILS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Denied record) {
            writes.once(Collections.AUDIT, AuditPlace.of(record.attempt()), record.position(), fields(record));
        } else if (incoming instanceof Incoming.Origin record) {
            writes.part(Collections.EVENT_DETAILS, record.denialId(), record.personId(), record.position(),
                    record.value() == null
                            ? new Document()
                            : new Document("values", EventJson.mapper().writeValueAsString(record.value().values())));
        }
    }

    private static Document fields(Incoming.Denied record) {
        Document fields = new Document("subject", record.attempt().orgId()).append("event_id", record.attempt().id())
                .append("action", AccessDenied.TYPE).append("outcome", AuditWords.DENIED)
                .append("at", Documents.date(record.at())).append("actor_type", record.actor().type().word())
                .append("actor_id", record.actor().userId()).append("target_id", record.attempt().orgId())
                .append("data", record.json()).append("request_id", record.requestId());
        return record.actor().apiKeyId() == null
                ? fields
                : fields.append("apikey_id", record.actor().apiKeyId());
    }
}
