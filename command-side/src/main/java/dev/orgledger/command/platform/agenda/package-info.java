/** What is to be done later, kept in PostgreSQL in the transaction of the command that asks for it. */
@NullMarked
package dev.orgledger.command.platform.agenda;

import org.jspecify.annotations.NullMarked;
