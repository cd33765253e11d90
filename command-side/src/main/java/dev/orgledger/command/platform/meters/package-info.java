/** What the meters of several features have in common. Depends on nothing of ours. */
@NullMarked
package dev.orgledger.command.platform.meters;

import org.jspecify.annotations.NullMarked;
