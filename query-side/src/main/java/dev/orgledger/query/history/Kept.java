package dev.orgledger.query.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/** What was asked about last, up to a weight in all. */
final class Kept<T> {

    private final Map<String, T> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final ToIntFunction<T> weigher;
    private int weight;

    Kept(int most, ToIntFunction<T> weigher) {
        this.most = most;
        this.weigher = weigher;
    }

    synchronized @Nullable T of(String orgId, long version) {
        return kept.get(key(orgId, version));
    }

    synchronized void keep(String orgId, long version, T value) {
        T before = kept.put(key(orgId, version), value);
        weight += weigher.applyAsInt(value) - (before == null ? 0 : weigher.applyAsInt(before));
        var oldest = kept.values().iterator();
        while (weight > most && oldest.hasNext()) {
            weight -= weigher.applyAsInt(oldest.next());
            oldest.remove();
        }
    }

    private static String key(String orgId, long version) {
        return orgId + "/" + version;
    }
}
