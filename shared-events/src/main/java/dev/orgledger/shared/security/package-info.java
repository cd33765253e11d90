/**
 * What {@code org.security.v1} tells: attempts of members that were refused.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.security;

import org.jspecify.annotations.NullMarked;
