package dev.orgledger.query.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a log, read and understood.
 *
 * @param base the state that it begins with; null before the first event
 * @param events what follows, as far as it was needed: it only grows at its end
 */
record Stretch(@Nullable PastState base, List<LoggedEvent> events) {

    Stretch {
        events = List.copyOf(events);
    }

    long begin() {
        return base == null ? 0 : base.version();
    }

    /** Of its last event. */
    long version() {
        return begin() + events.size();
    }

    /** What it takes of memory, as {@link PastState#weight()}. */
    int weight() {
        return events.size() + (base == null ? 1 : base.weight());
    }

    int members() {
        return base == null ? 0 : base.members().size();
    }

    /** Whether it goes on beyond that moment. */
    boolean reaches(Instant moment) {
        return !events.isEmpty() && events.getLast().at().isAfter(moment);
    }

    Stretch with(List<LoggedEvent> more) {
        List<LoggedEvent> all = new ArrayList<>(events);
        all.addAll(more);
        return new Stretch(base, all);
    }

    /** How many of its events had happened by then. */
    int by(Instant moment) {
        Instant latest = base == null ? Instant.MIN : base.asOf();
        int count = 0;
        for (LoggedEvent event : events) {
            latest = event.notBefore(latest);
            if (latest.isAfter(moment)) {
                break;
            }
            count++;
        }
        return count;
    }

    /** The state after that many of its events; null for none from the beginning. */
    @Nullable
    PastState after(int count) {
        Fold fold = Fold.from(base);
        events.subList(0, count).forEach(fold::add);
        return fold.state();
    }
}
