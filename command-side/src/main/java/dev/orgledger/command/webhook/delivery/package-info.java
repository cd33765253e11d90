/**
 * How events get to webhooks: one node follows the feed, queues what is wanted, and sends it, webhook by webhook in order, until
 * it is confirmed or given up.
 */
@NullMarked
package dev.orgledger.command.webhook.delivery;

import org.jspecify.annotations.NullMarked;
