/**
 * What stands in front of the controllers of both sides: credentials, errors, request ids, size limits, parameters.
 * It also notes what both sides tell on by Kafka: which keys were used, and which members were refused.
 *
 * <p>
 * Depends on {@code shared-events} and Spring; knows nothing of stores, Axon or MongoDB. Only its package {@code kafka}
 * knows Kafka.
 */
@NullMarked
package dev.orgledger.edge;

import org.jspecify.annotations.NullMarked;
