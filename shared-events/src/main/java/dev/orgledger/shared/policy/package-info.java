/** What an organization may ask of its members and their keys before it lets them in, contract section 6. */
@NullMarked
package dev.orgledger.shared.policy;

import org.jspecify.annotations.NullMarked;
