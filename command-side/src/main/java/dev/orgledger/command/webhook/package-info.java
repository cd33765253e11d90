/**
 * Webhooks of organizations: what is wanted of them, and in {@code delivery} how events get there. Configuration, secrets and
 * the queue stand in PostgreSQL beside the event store.
 */
@NullMarked
package dev.orgledger.command.webhook;

import org.jspecify.annotations.NullMarked;
