/**
 * Makes the documents of projections anew beside those that are read, by the same projections, and has them take their place. Runs
 * in a process of its own, beside any number of query sides.
 */
@NullMarked
package dev.orgledger.query.platform.rebuild;

import org.jspecify.annotations.NullMarked;
