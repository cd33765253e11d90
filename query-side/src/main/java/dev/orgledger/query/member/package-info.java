/** Members, and the invitations that follow them in the list: projection and reads. */
@NullMarked
package dev.orgledger.query.member;

import org.jspecify.annotations.NullMarked;
