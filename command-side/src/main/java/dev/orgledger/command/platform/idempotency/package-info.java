/** First answers of commands, kept for a day, so that a repeat does nothing and is told the same. */
@NullMarked
package dev.orgledger.command.platform.idempotency;

import org.jspecify.annotations.NullMarked;
