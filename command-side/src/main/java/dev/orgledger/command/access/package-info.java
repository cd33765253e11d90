/**
 * What features may ask about an organization without knowing its feature, which knows them. Depends on
 * {@code shared-events} alone.
 */
@NullMarked
package dev.orgledger.command.access;

import org.jspecify.annotations.NullMarked;
