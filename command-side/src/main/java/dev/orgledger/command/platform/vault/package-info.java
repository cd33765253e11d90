/** Personal data, apart from the events so that it can be forgotten. */
@NullMarked
package dev.orgledger.command.platform.vault;

import org.jspecify.annotations.NullMarked;
