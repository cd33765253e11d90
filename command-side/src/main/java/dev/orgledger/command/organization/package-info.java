/**
 * The organization: commands, aggregate, and the rules that its state decides, those about members and invitations
 * included, because one consistent view has to decide them.
 */
@NullMarked
package dev.orgledger.command.organization;

import org.jspecify.annotations.NullMarked;
