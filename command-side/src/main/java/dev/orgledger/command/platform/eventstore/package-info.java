/**
 * Axon on PostgreSQL: engine, names of stored events, cache, snapshots, and the signal after a commit. Depends on
 * {@code shared-events}, Axon and JDBC; knows no feature.
 */
@NullMarked
package dev.orgledger.command.platform.eventstore;

import org.jspecify.annotations.NullMarked;
