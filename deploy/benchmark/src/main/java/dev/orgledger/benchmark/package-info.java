/**
 * What {@code deploy/bench} runs: starts the standalone as its users do, loads it over loopback, and prints a table of
 * figures and of ratios within the same run. It ends by itself.
 */
@NullMarked
package dev.orgledger.benchmark;

import org.jspecify.annotations.NullMarked;
