package dev.orgledger.query.platform.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Watermark;

/**
 * How far one reader is. A watermark is reached when the reader's own offsets have reached the offsets that it names;
 * until then it is pending. Watermarks come in order, so the first pending one is always the next.
 */
public final class Progress {

    /** More than this many pending ones say nothing more; the newest takes the place of the last. */
    private static final int MOST_PENDING = 1_000;

    private final Set<String> topics;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
    private final Deque<Watermark> pending = new ArrayDeque<>();
    private @Nullable Watermark reached;
    private long steps;
    private boolean started;
    private boolean caughtUp;

    /** The progress of a reader of these topics, out of those that a watermark names. */
    public Progress(Set<String> topics, Clock clock) {
        this.topics = Set.copyOf(topics);
        this.clock = clock;
    }

    /** Where the reader starts (or starts again), and where the topics end at that moment. */
    void startsAt(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        lock.lock();
        try {
            offsets.putAll(starts);
            if (!started) {
                endsAtStart.putAll(ends);
                started = true;
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Everything below these offsets has been dealt with, and these watermarks have been read. */
    void advanced(Map<TopicPartition, Long> next, List<Watermark> watermarks) {
        lock.lock();
        try {
            offsets.putAll(next);
            for (Watermark watermark : watermarks) {
                if (pending.size() >= MOST_PENDING) {
                    pending.removeLast();
                }
                pending.addLast(watermark);
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        while (!pending.isEmpty() && covers(pending.getFirst())) {
            reached = pending.removeFirst();
        }
        caughtUp = caughtUp || started && endsAtStart.entrySet().stream()
                .allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
        steps++;
        moved.signalAll();
    }

    private boolean covers(Watermark watermark) {
        return topics.stream().allMatch(topic -> {
            List<Long> ends = watermark.offsets().getOrDefault(topic, List.of());
            for (int partition = 0; partition < ends.size(); partition++) {
                if (offsets.getOrDefault(new TopicPartition(topic, partition), 0L) < ends.get(partition)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The reader's own offsets: what it reads next. */
    Map<TopicPartition, Long> offsets() {
        lock.lock();
        try {
            return Map.copyOf(offsets);
        } finally {
            lock.unlock();
        }
    }

    /** The global position that everything is known up to; 0 before the first watermark. */
    public long position() {
        Watermark now = reached();
        return now == null ? 0 : now.position();
    }

    /** How many positions the newest known watermark is ahead of the reader. */
    long behind() {
        lock.lock();
        try {
            if (pending.isEmpty()) {
                return 0;
            }
            return pending.getLast().position() - (reached == null ? 0 : reached.position());
        } finally {
            lock.unlock();
        }
    }

    /** How old the reader's knowledge is; null before the first watermark. */
    public @Nullable Duration age() {
        Watermark now = reached();
        return now == null ? null : Duration.between(now.at(), clock.instant());
    }

    /** Whether there is something that is not reached yet. */
    boolean open() {
        lock.lock();
        try {
            return !pending.isEmpty() || !caughtUp;
        } finally {
            lock.unlock();
        }
    }

    /** The newest watermark that was reached. */
    @Nullable
    Watermark reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has reached the end offsets that it saw at its start; stays true once it was. */
    public boolean caughtUp() {
        lock.lock();
        try {
            return caughtUp;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that position is reached; false when the time is over before. */
    public boolean awaitPosition(long position, Duration atMost) {
        return await(() -> position() >= position, atMost);
    }

    /** Waits until that is so, looking again after every step of the reader; false when the time is over before. */
    public boolean await(BooleanSupplier reason, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = steps();
            if (reason.getAsBoolean()) {
                return true;
            }
            if (!stepAfter(seen, deadline)) {
                return reason.getAsBoolean();
            }
        }
    }

    private long steps() {
        lock.lock();
        try {
            return steps;
        } finally {
            lock.unlock();
        }
    }

    /** The reason is looked at without the lock, as it may ask a store; so a step in between must not be missed. */
    private boolean stepAfter(long seen, long deadline) {
        lock.lock();
        try {
            while (steps == seen) {
                if (moved.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
