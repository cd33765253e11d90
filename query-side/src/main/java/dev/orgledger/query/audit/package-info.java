/** One entry per stored event: projection, mapping, search. */
@NullMarked
package dev.orgledger.query.audit;

import org.jspecify.annotations.NullMarked;
