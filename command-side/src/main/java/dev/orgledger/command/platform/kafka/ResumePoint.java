package dev.orgledger.command.platform.kafka;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.envelope.Watermark;

/**
 * Where a forwarder goes on, by what is really on the topics. The topics are the only memory of it: a record that was
 * lost there, by whatever accident, is sent again.
 *
 * @param position everything up to it is on the topics
 * @param onTopic position of the last record of every partition of {@link Topics#EVENTS}, 0 for an empty one; a partition
 *            is filled in order, so what is not above it is there
 */
record ResumePoint(long position, List<Long> onTopic) {

    ResumePoint {
        onTopic = List.copyOf(onTopic);
    }

    /**
     * @param last the newest watermark; null when there is none, then no partition is known to be complete
     * @param ends end offset of every partition of each of {@link Topics#DATA}
     * @param lastPositions position of the last record of each of them, 0 for an empty one
     */
    static ResumePoint of(@Nullable Watermark last, Map<String, List<Long>> ends,
            Map<String, List<Long>> lastPositions) {
        long position = last == null ? Long.MAX_VALUE : last.position();
        for (String topic : Topics.DATA) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                if (last != null && !last.offsets().containsKey(topic)) {
                    // A topic of this release: it gets everything from the first event on.
                    position = 0;
                } else if (last == null || isShort(last, topic, partition, ends)) {
                    // One less: an event may have had several records here, and not all of them need be left.
                    position = Math.min(position, Math.max(0, at(lastPositions, topic, partition) - 1));
                }
            }
        }
        return new ResumePoint(position, lastPositions.getOrDefault(Topics.EVENTS, List.of()));
    }

    /** The same, or that position where it comes before. */
    ResumePoint notBeyond(long other) {
        return other < position ? new ResumePoint(Math.max(0, other), onTopic) : this;
    }

    /** Whether {@link Topics#EVENTS} has the event of that position and partition already. */
    boolean isOnTopic(int partition, long eventPosition) {
        return eventPosition <= onTopic.get(partition);
    }

    private static boolean isShort(Watermark last, String topic, int partition, Map<String, List<Long>> ends) {
        return at(ends, topic, partition) < at(last.offsets(), topic, partition);
    }

    private static long at(Map<String, List<Long>> values, String topic, int partition) {
        List<Long> ofTopic = values.getOrDefault(topic, List.of());
        return partition < ofTopic.size() ? ofTopic.get(partition) : 0;
    }
}
