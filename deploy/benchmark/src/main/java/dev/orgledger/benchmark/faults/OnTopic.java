package dev.orgledger.benchmark.faults;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.state.StateRecord;

/**
 * One record as it lies on a topic.
 *
 * @param position that it says it comes from
 * @param id of the event; null on a topic of states
 * @param state its value on a topic of states; null for a tombstone, and for an event
 */
record OnTopic(int partition, long offset, String key, long position, @Nullable String id,
        @Nullable StateRecord state) {}
