/**
 * What a process tells the query side by Kafka of the requests that it answered, whichever side it is: which keys were used,
 * and which members were refused. What the event store says goes another way.
 */
@NullMarked
package dev.orgledger.edge.kafka;

import org.jspecify.annotations.NullMarked;
