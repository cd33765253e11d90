/**
 * The present state of everything that decides about access, as {@code org.state.v1} tells it, and how events change it:
 * what another service decides with by the same {@link dev.orgledger.shared.role.Authorizer}.
 */
@NullMarked
package dev.orgledger.shared.state;

import org.jspecify.annotations.NullMarked;
