/** What every read has in common: which requests this side serves, waiting for a position, lists and cursors. */
@NullMarked
package dev.orgledger.query.platform.http;

import org.jspecify.annotations.NullMarked;
