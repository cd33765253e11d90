/**
 * The command {@code deploy/rebuild}: makes documents anew beside what runs, or has the state topic published again.
 *
 * <p>
 * Wires the query side's projections and the command side's event store to servers that others run. Nothing depends on it.
 */
@NullMarked
package dev.orgledger.rebuilder;

import org.jspecify.annotations.NullMarked;
