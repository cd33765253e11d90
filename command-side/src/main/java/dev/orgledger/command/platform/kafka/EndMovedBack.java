package dev.orgledger.command.platform.kafka;

import java.util.Map;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A topic lost its tail while it was written to, so that new records stand where old ones were. */
final class EndMovedBack extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final transient Map<TopicPartition, Long> ends;

    EndMovedBack(Map<TopicPartition, Long> ends) {
        super("records are gone from the end of " + ends.keySet());
        this.ends = Map.copyOf(ends);
    }

    /** Up to which offset, exclusive, these partitions are as they were before. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }
}
