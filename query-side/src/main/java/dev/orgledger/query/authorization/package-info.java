/** Who may ask for what: the state in memory that decides, the principals, the check. */
@NullMarked
package dev.orgledger.query.authorization;

import org.jspecify.annotations.NullMarked;
