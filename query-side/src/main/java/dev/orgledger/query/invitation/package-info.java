/** Invitations: projection, lists and the preview of a token. */
@NullMarked
package dev.orgledger.query.invitation;

import org.jspecify.annotations.NullMarked;
