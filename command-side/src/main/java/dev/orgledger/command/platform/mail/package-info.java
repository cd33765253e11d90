/** Sends mail: through SMTP, or into a folder where no server is configured. */
@NullMarked
package dev.orgledger.command.platform.mail;

import org.jspecify.annotations.NullMarked;
