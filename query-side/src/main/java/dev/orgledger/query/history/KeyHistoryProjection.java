package dev.orgledger.query.history;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;

/** Under each user what happened to the user's keys, and under each key whose it is. Ids and times only, kept for ever. */
@Component
class KeyHistoryProjection implements Projection {

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.event() instanceof ApiKeyEvent event && says(event)) {
            writes.part(Collections.KEY_HISTORY, event.userId(), "%012d".formatted(record.position()),
                    record.position(), fields(record));
            if (event instanceof ApiKeyCreated created) {
                writes.once(Collections.KEY_HISTORY, created.keyId(), record.position(),
                        new Document("user_id", created.userId()));
            }
        }
    }

    /** Whether it changes what the key may do. */
    private static boolean says(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyCreated created -> true;
            case ApiKeyUpdated updated -> updated.changed().contains("expires_at");
            case ApiKeyRotated rotated -> false;
            case ApiKeyRevoked revoked -> true;
        };
    }

    private static Document fields(Incoming.Event record) {
        return new Document("at", Documents.date(record.at())).append("event_id", record.id())
                .append("action", record.type()).append("data", record.json())
                .append("actor_type", record.actor().type().word()).append("actor_id", record.actor().userId())
                .append("apikey_id", record.actor().apiKeyId());
    }
}
