/**
 * What happens to the members of an organization and to their roles.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.member;

import org.jspecify.annotations.NullMarked;
