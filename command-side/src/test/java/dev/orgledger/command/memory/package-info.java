/** The ports of the command side, kept in memory: the edge of the aggregate fixtures. */
@NullMarked
package dev.orgledger.command.memory;

import org.jspecify.annotations.NullMarked;
