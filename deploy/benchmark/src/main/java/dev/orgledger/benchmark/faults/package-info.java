/**
 * What {@code deploy/bench faults} runs: a cluster under a load whose every answer is written down, parts that are broken by
 * turns, and a checker that holds the answers against what is in the store, on the topics, in the read models and in the audit
 * logs afterwards. It ends by itself, with a verdict.
 *
 * <p>
 * The checks are functions over what was written down and what was read back; nothing in them asks a cluster.
 */
@NullMarked
package dev.orgledger.benchmark.faults;

import org.jspecify.annotations.NullMarked;
