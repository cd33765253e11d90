/**
 * What happens to an organization as a whole.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.organization;

import org.jspecify.annotations.NullMarked;
