/** Who a credential belongs to, on the command's own store; and the server's secret. */
@NullMarked
package dev.orgledger.command.platform.authentication;

import org.jspecify.annotations.NullMarked;
