/** What comes from Kafka: records, the readers that read them, and how far they are. */
@NullMarked
package dev.orgledger.query.platform.kafka;

import org.jspecify.annotations.NullMarked;
