package dev.orgledger.query.history;

import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;

/**
 * Under each user where the user's own log tells of keys, and under each key whose it is. The log has the rest, and is kept for
 * ever.
 */
@Component
class KeyHistoryProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.KEY_HISTORY);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.event() instanceof ApiKeyEvent event && says(event)) {
            KeyHistory.LISTED.add(writes, event.userId(), OrganizationLog.place(event.userId(), record.position()),
                    record.position());
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
}
