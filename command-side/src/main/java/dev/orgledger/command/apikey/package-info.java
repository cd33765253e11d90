/** API keys: commands, aggregate, rules, controller. */
@NullMarked
package dev.orgledger.command.apikey;

import org.jspecify.annotations.NullMarked;
