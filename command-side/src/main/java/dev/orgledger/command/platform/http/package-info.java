/** What the controllers of the command side have in common: one parameter that holds all of a command's request. */
@NullMarked
package dev.orgledger.command.platform.http;

import org.jspecify.annotations.NullMarked;
