/** The command {@code deploy/verify-audit}. */
@NullMarked
package dev.orgledger.verifier;

import org.jspecify.annotations.NullMarked;
