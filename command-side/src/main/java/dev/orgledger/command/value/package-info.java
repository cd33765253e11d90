/**
 * The words that commands are made of: values that were checked once, when they were made, and changes of them.
 *
 * <p>
 * Depends on {@code shared-events} and on parsers of HTML and mail addresses.
 */
@NullMarked
package dev.orgledger.command.value;

import org.jspecify.annotations.NullMarked;
