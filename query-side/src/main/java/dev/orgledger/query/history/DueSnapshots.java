package dev.orgledger.query.history;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;

/**
 * Organizations that a snapshot may be due for. Writes nothing: the projection only says that something has happened, and
 * the documents of that follow in a moment.
 */
@Component
class DueSnapshots implements Projection {

    /** Not with every event: to look costs a find. */
    private static final int EVERY = 64;

    /** One organization and the version that it is known to have. */
    record Due(String orgId, long version) {}

    private final Map<String, Long> waiting = new LinkedHashMap<>();

    @Override
    public Set<String> collections() {
        // Snapshots follow by themselves.
        return Set.of();
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.orgVersion() != null
                && record.orgVersion() % EVERY == 0) {
            look(record.event().subject(), record.orgVersion());
        }
    }

    synchronized void look(String orgId, long version) {
        waiting.merge(orgId, version, Math::max);
        notifyAll();
    }

    /** The one that waits longest; waits for one. */
    synchronized Due take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Iterator<Map.Entry<String, Long>> oldest = waiting.entrySet().iterator();
        Map.Entry<String, Long> next = oldest.next();
        Due due = new Due(next.getKey(), next.getValue());
        oldest.remove();
        return due;
    }
}
