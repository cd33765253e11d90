package dev.orgledger.query.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.mongodb.client.MongoCursor;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.audit.AuditProof;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** The log of an organization as a whole, oldest first: its head, its entries by version, its refusals, its proof. */
@Component
class AuditLog {

    private static final Duration BATCH_IN_HAND = Duration.ofSeconds(2);

    /**
     * The newest entry.
     *
     * @param count of all entries up to it, which is its version
     */
    record Head(String orgId, long count, String hash) {}

    private final Store store;
    private final ProjectionReader projections;
    private final AuditKeys keys;
    private final Clock clock;

    AuditLog(Store store, ProjectionReader projections, AuditKeys keys, Clock clock) {
        this.store = store;
        this.projections = projections;
        this.keys = keys;
        this.clock = clock;
    }

    /** The head of that log; {@code read_model_behind} while nothing of it is here. */
    Head head(String orgId) {
        long version = store.byId(Collections.ORGANIZATIONS, orgId)
                .map(organization -> organization.getLong("version")).orElse(0L);
        if (version == 0) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND).retryAfter(Duration.ofSeconds(1));
        }
        String place = AuditPlace.of(orgId, version);
        // Of one batch, the organization can be written a moment before the entry.
        projections.progress().await(() -> store.byId(Collections.AUDIT, place).isPresent(), BATCH_IN_HAND);
        String hash = store.byId(Collections.AUDIT, place).map(entry -> entry.getString("hash")).orElse(null);
        if (hash == null) {
            throw missing(orgId, version);
        }
        return new Head(orgId, version, hash);
    }

    /** Entries of these versions, both inclusive, in their order; none of them may be missing. */
    List<Document> stretch(String orgId, long from, long to) {
        List<String> places = LongStream.rangeClosed(from, to).mapToObj(version -> AuditPlace.of(orgId, version))
                .toList();
        Map<String, Document> found = store.byIds(Collections.AUDIT, places);
        if (found.size() < places.size()) {
            // Of one batch, a later entry can be written a moment before an earlier one.
            projections.progress().await(() -> store.byIds(Collections.AUDIT, places).size() == places.size(),
                    BATCH_IN_HAND);
            found = store.byIds(Collections.AUDIT, places);
        }
        List<Document> entries = new ArrayList<>(places.size());
        for (String place : places) {
            Document entry = found.get(place);
            if (entry == null) {
                throw missing(orgId, from + entries.size());
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The first version that is not older than that moment; one beyond the head where all are. By halves: few are looked at. */
    long firstSince(Head head, @Nullable Instant beginning) {
        long low = 1;
        long high = beginning == null ? 1 : head.count() + 1;
        while (low < high) {
            long middle = (low + high) / 2;
            if (stretch(head.orgId(), middle, middle).getFirst().getDate("at").toInstant().isBefore(beginning)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What an export that begins with that version is chained to; null for one that begins with the log. */
    @Nullable
    Map<String, Object> checkpoint(Head head, long first) {
        if (first == 1) {
            return null;
        }
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put("version", first - 1);
        checkpoint.put("hash", stretch(head.orgId(), first - 1, first - 1).getFirst().getString("hash"));
        return checkpoint;
    }

    /** Refusals of that organization, in the order of the log; to be closed. */
    MongoCursor<Document> refusals(String orgId) {
        return store.backwards(Shape.AUDIT_BY_OUTCOME,
                and(eq("subject", orgId), eq("outcome", AuditWords.DENIED), and(AuditPlace.all(orgId))));
    }

    /** What this service signs about that log, and whatever else it is to vouch for. */
    AuditProof proof(Head head, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("org_id", head.orgId());
        members.put("count", head.count());
        members.put("head_hash", head.hash());
        members.put("signed_at", clock.instant().toString());
        members.put("key_id", keys.id());
        members.putAll(more);
        return keys.sign(members);
    }

    /** Never passed over: a log without it must not be signed as whole. */
    private static IllegalStateException missing(String orgId, long version) {
        return new IllegalStateException("entry " + version + " of " + orgId + " is missing in the document store");
    }
}
