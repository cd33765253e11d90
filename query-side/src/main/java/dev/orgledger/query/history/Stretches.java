package dev.orgledger.query.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The parts of logs that were asked about last, read and understood: whoever asks about a moment asks again, for the next
 * page or the next person. What is kept never changes, it only grows at its end.
 */
@Component
class Stretches {

    /** Members and events, over all that is kept. */
    private static final int MOST = 100_000;

    /**
     * A snapshot and what follows it.
     *
     * @param base null before the first event
     * @param events as far as they were needed
     */
    record Stretch(@Nullable PastState base, List<LoggedEvent> events) {

        Stretch {
            events = List.copyOf(events);
        }

        long version() {
            return (base == null ? 0 : base.version()) + events.size();
        }

        Stretch with(List<LoggedEvent> more) {
            List<LoggedEvent> all = new ArrayList<>(events);
            all.addAll(more);
            return new Stretch(base, all);
        }

        private int weight() {
            return 1 + events.size() + (base == null ? 0 : base.members().size());
        }
    }

    private final Map<String, Stretch> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private int weight;

    @Autowired
    Stretches() {
        this(MOST);
    }

    Stretches(int most) {
        this.most = most;
    }

    synchronized @Nullable Stretch of(String orgId, long baseVersion) {
        return kept.get(key(orgId, baseVersion));
    }

    synchronized void keep(String orgId, long baseVersion, Stretch stretch) {
        Stretch before = kept.get(key(orgId, baseVersion));
        if (before != null && before.version() >= stretch.version()) {
            return;
        }
        kept.put(key(orgId, baseVersion), stretch);
        weight += stretch.weight() - (before == null ? 0 : before.weight());
        var oldest = kept.entrySet().iterator();
        while (weight > most && oldest.hasNext()) {
            weight -= oldest.next().getValue().weight();
            oldest.remove();
        }
    }

    private static String key(String orgId, long baseVersion) {
        return orgId + "/" + baseVersion;
    }
}
