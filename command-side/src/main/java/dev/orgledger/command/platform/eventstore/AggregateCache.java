package dev.orgledger.command.platform.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;

import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that were used last, in memory. Bounded and strong: Axon's weak references are gone with the next
 * garbage collection, which on a busy server is every second.
 */
final class AggregateCache implements Cache {

    private final Map<Object, Object> entries;

    AggregateCache(int capacity) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Axon's interface says null for a miss, without an annotation.
    public synchronized <K, V> @Nullable V get(K key) {
        return (V) entries.get(key);
    }

    @Override
    public synchronized void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public synchronized boolean putIfAbsent(Object key, Object value) {
        return entries.putIfAbsent(key, value) == null;
    }

    @Override
    public synchronized boolean remove(Object key) {
        return entries.remove(key) != null;
    }

    @Override
    public synchronized void removeAll() {
        entries.clear();
    }

    @Override
    public synchronized boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    /**
     * Refused. Axon's repositories never ask for it, only adapters of other caches do; a registration that is accepted and
     * never told anything would be a fault that nobody finds.
     */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("nobody listens to the aggregate cache");
    }
}
