package dev.orgledger.query.platform.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.query.platform.mongo.ProjectionReader;

/**
 * Keeps answers as the bytes that were sent. One is given again only while nothing that it tells of has changed since the
 * position that all documents had reached before it was made: so it says what the documents would say, or what they said
 * before a change that this replica has not heard of. Whoever names a position has waited until it has.
 *
 * <p>
 * Note: by positions and not by the organization's version, because one batch writes to several collections at once: a document
 * with the new version may stand beside others that are not written yet.
 */
@Component
public class AnswerCache implements MeterBinder {

    private static final long BYTES = 16L << 20;
    /** Beside its body: the key, the places, the entry itself. */
    private static final int OVERHEAD = 512;
    /** What was said of somebody who has been forgotten since is given to nobody, and is gone from memory, too, after this. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private record Kept(long reached, long version, byte[] body, int[] places, Instant until) {}

    private final Cache<Object, Kept> answers = Caffeine.newBuilder().maximumWeight(BYTES)
            .weigher((Object question, Kept kept) -> OVERHEAD + kept.body().length
                    + kept.places().length * Integer.BYTES)
            .expireAfterWrite(LONGEST).build();
    private final LongSupplier reached;
    private final LastChanges changes;
    private final JsonMapper json;
    private final Clock clock;
    private final LongAdder again = new LongAdder();
    private final LongAdder anew = new LongAdder();

    @Autowired
    AnswerCache(ProjectionReader projection, LastChanges changes, JsonMapper json, Clock clock) {
        this(() -> projection.progress().position(), changes, json, clock);
    }

    /** @param reached the position that all documents have reached */
    AnswerCache(LongSupplier reached, LastChanges changes, JsonMapper json, Clock clock) {
        this.reached = reached;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The answer to that question, with {@code x-org-version} and {@code ETag}.
     *
     * @param question all that the answer depends on but what is stored; by its value
     * @param made asks the documents, where no answer is kept that still holds
     */
    public ResponseEntity<byte[]> answer(Object question, Supplier<Answer> made) {
        Kept kept = answers.getIfPresent(question);
        if (kept != null && holds(kept)) {
            again.increment();
        } else {
            kept = make(question, made);
            anew.increment();
        }
        return Versioned.answer(kept.version(), kept.body());
    }

    private Kept make(Object question, Supplier<Answer> made) {
        // Before the documents are asked: they are of that position or later.
        long position = reached.getAsLong();
        Answer answer = made.get();
        Kept kept = new Kept(position, answer.version(), json.writeValueAsBytes(answer.body()),
                answer.tellsOf().stream().mapToInt(LastChanges::placeOf).toArray(), answer.until());
        if (!answer.tellsOf().isEmpty()) {
            answers.put(question, kept);
        }
        return kept;
    }

    private boolean holds(Kept kept) {
        for (int place : kept.places()) {
            if (changes.at(place) > kept.reached()) {
                return false;
            }
        }
        return clock.instant().isBefore(kept.until());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter("memory", again).register(registry);
        counter("documents", anew).register(registry);
    }

    private static FunctionCounter.Builder<LongAdder> counter(String from, LongAdder count) {
        return FunctionCounter.builder("orgledger.answers", count, LongAdder::sum).tag("from", from)
                .description("Answers of reads that may be kept: given again from memory, or made from documents");
    }
}
