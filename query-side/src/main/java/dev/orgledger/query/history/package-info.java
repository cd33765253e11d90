/**
 * The past: what an organization was at a moment, folded from its log, and what API keys were. Answers about the past are
 * made of it by the features that answer about the present.
 *
 * <p>
 * Depends on {@code shared-events} and the document store; knows no feature and decides nothing about access.
 */
@NullMarked
package dev.orgledger.query.history;

import org.jspecify.annotations.NullMarked;
