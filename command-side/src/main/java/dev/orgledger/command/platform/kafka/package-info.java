/**
 * From the event store to Kafka: the topics, and the one forwarder that fills them in the store's order.
 *
 * <p>
 * Depends on {@code shared-events}, JDBC and kafka-clients; reads the event store and the vault, and writes to neither.
 */
@NullMarked
package dev.orgledger.command.platform.kafka;

import org.jspecify.annotations.NullMarked;
