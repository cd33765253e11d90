/**
 * The query side: projections fed from Kafka, reads, permission checks, audit.
 *
 * <p>
 * Depends on {@code shared-events} and the edge; knows nothing of the command side but its topics and one end point.
 */
@NullMarked
package dev.orgledger.query;

import org.jspecify.annotations.NullMarked;
