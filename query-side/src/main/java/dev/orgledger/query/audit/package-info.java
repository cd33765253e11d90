/** One entry per stored event, and one per refused attempt of a member: projection, mapping, search. */
@NullMarked
package dev.orgledger.query.audit;

import org.jspecify.annotations.NullMarked;
