/**
 * A small real cluster on one machine: PostgreSQL, Kafka, a document store, two of each side and a gateway, each a process of its
 * own, started, watched and stopped from here.
 *
 * <p>
 * Knows the embedded servers, and of the services nothing but their jars, their settings and their health.
 */
@NullMarked
package dev.orgledger.cluster;

import org.jspecify.annotations.NullMarked;
