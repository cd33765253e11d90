/** Persons: projection and reads. */
@NullMarked
package dev.orgledger.query.user;

import org.jspecify.annotations.NullMarked;
