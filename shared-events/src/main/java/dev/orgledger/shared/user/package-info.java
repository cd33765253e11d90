/**
 * What happens to people who are registered.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.user;

import org.jspecify.annotations.NullMarked;
