package dev.orgledger.query.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.kafka.Incoming;

/**
 * Chains events as {@link AuditProjection} has it done, and takes the time of that alone. In this package, because nobody
 * else may chain.
 */
public final class ChainCost {

    private final Map<String, String> heads = new HashMap<>();
    private long nanos;
    private long events;

    /** Chains these, in their order. */
    public void add(List<Incoming.Event> records) {
        // The projection needs that in any case.
        List<AuditMapping.Mapped> mapped = records.stream().map(record -> AuditMapping.of(record.event())).toList();
        long from = System.nanoTime();
        for (int i = 0; i < records.size(); i++) {
            Incoming.Event record = records.get(i);
            if (record.orgVersion() != null) {
                String orgId = record.event().subject();
                heads.put(orgId, AuditChain.hash(record, mapped.get(i), heads.get(orgId)));
            }
        }
        nanos += System.nanoTime() - from;
        events += records.size();
    }

    /** Forgets the time so far: the first events warm up. */
    public void startsNow() {
        nanos = 0;
        events = 0;
    }

    /** How many have been chained since then. */
    public long events() {
        return events;
    }

    /** What one event took, on average. */
    public double microsEach() {
        return nanos / 1e3 / events;
    }

    /** The newest hash of that organization. */
    public @Nullable String headOf(String orgId) {
        return heads.get(orgId);
    }
}
