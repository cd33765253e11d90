/** Invitations: look-ups, tokens, answers to them. */
@NullMarked
package dev.orgledger.command.invitation;

import org.jspecify.annotations.NullMarked;
