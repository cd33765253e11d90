/** What one node does alone, and how another takes over when that one is gone. */
@NullMarked
package dev.orgledger.command.platform.leadership;

import org.jspecify.annotations.NullMarked;
