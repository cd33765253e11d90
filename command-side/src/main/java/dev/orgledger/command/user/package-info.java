/** People who are registered: commands, aggregate, rules. What is known of them stands in the vault. */
@NullMarked
package dev.orgledger.command.user;

import org.jspecify.annotations.NullMarked;
