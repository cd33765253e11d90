/**
 * Real PostgreSQL, a real Kafka broker and a MongoDB-compatible server below one data folder, for the standalone and for
 * tests. Whoever starts one closes it: none registers a shutdown hook, so that the order stays in one hand.
 *
 * <p>
 * Plain Java: no Spring, and nothing of Orgledger.
 */
@NullMarked
package dev.orgledger.embedded;

import org.jspecify.annotations.NullMarked;
