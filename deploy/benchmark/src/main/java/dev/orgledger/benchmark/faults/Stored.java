package dev.orgledger.benchmark.faults;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;

/**
 * One event of the store.
 *
 * @param position global position
 * @param aggregate id of the organization, of the user or of the key
 * @param version number within that, from 1
 * @param type wire name
 * @param request the request that caused it; null where there is none
 */
record Stored(long position, String id, String aggregate, long version, String type, DomainEvent event,
        @Nullable String request) {}
