/** From a controller to an aggregate and back: transaction, retry, versions, positions. */
@NullMarked
package dev.orgledger.command.platform.dispatch;

import org.jspecify.annotations.NullMarked;
