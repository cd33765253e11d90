package dev.orgledger.benchmark.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** When the changes of the store were asked for and told of, by the clients' one clock. */
final class Timeline {

    private final Store store;
    private final Map<Long, Stored> byPosition = new HashMap<>();
    private final Map<String, Outcome> byRequest = new HashMap<>();

    Timeline(Store store, List<Outcome> outcomes) {
        this.store = store;
        store.events().forEach(event -> byPosition.put(event.position(), event));
        outcomes.forEach(outcome -> byRequest.put(outcome.command().id(), outcome));
    }

    /** The newest version of that organization that somebody may have seen at that moment. */
    long latest(String org, long at) {
        return newest(org, this::sentAt, at);
    }

    /** The newest version of that organization that had been told of by that moment. */
    long told(String org, long by) {
        return newest(org, this::answeredAt, by);
    }

    /** The newest version whose time has come by then. */
    private long newest(String org, ToLongFunction<Stored> time, long by) {
        List<Stored> events = store.of(org);
        int version = events.size();
        while (version > 0 && time.applyAsLong(events.get(version - 1)) > by) {
            version--;
        }
        return version;
    }

    /** When the event at that position was told of; never, where its client had no answer. */
    long answeredAt(long position) {
        Stored event = byPosition.get(position);
        return event == null ? Long.MAX_VALUE : answeredAt(event);
    }

    /** When the event at that position was asked for; before everything, where nobody of the load did. */
    long sentAt(long position) {
        Stored event = byPosition.get(position);
        return event == null ? 0 : sentAt(event);
    }

    private long sentAt(Stored event) {
        Outcome outcome = byRequest.get(String.valueOf(event.request()));
        return outcome == null ? 0 : outcome.sentAt();
    }

    private long answeredAt(Stored event) {
        Outcome outcome = byRequest.get(String.valueOf(event.request()));
        return outcome == null || !outcome.accepted() ? Long.MAX_VALUE : outcome.answeredAt();
    }
}
