/** Organizations: projection and reads. */
@NullMarked
package dev.orgledger.query.organization;

import org.jspecify.annotations.NullMarked;
