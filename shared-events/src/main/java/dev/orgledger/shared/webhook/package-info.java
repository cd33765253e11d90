/** Where an organization wants to be told of its events. */
@NullMarked
package dev.orgledger.shared.webhook;

import org.jspecify.annotations.NullMarked;
