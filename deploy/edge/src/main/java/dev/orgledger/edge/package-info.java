/**
 * What stands in front of the controllers of both sides: credentials, errors, request ids, size limits, parameters.
 *
 * <p>
 * Depends on {@code shared-events} and Spring; knows nothing of stores, Axon, Kafka or MongoDB.
 */
@NullMarked
package dev.orgledger.edge;

import org.jspecify.annotations.NullMarked;
