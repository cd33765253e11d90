/** The document store, used plainly: guarded upserts in bulk, finds, indexes; no transactions. */
@NullMarked
package dev.orgledger.query.platform.mongo;

import org.jspecify.annotations.NullMarked;
