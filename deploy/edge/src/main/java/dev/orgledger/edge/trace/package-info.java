/**
 * Spans of what a request causes beyond its answer, and the W3C trace context that travels with it. Micrometer Tracing is
 * known here alone; where no tracing is configured, what a caller sent is handed on and nothing else happens.
 */
@NullMarked
package dev.orgledger.edge.trace;

import org.jspecify.annotations.NullMarked;
