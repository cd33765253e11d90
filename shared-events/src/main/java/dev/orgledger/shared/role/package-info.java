/**
 * The role rules: permissions, roles, their catalogue as data, and the one {@link dev.orgledger.shared.role.Authorizer}.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.role;

import org.jspecify.annotations.NullMarked;
