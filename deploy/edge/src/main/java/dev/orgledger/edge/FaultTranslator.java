package dev.orgledger.edge;

import java.util.Optional;

import dev.orgledger.shared.refusal.Refusal;

/**
 * Tells the edge which exceptions of a side's libraries mean that a dependency is down. Each side brings beans of it for
 * the stores it uses; the edge knows none.
 */
@FunctionalInterface
public interface FaultTranslator {

    /** What one link of an exception's chain of causes means to the client; empty for no opinion. */
    Optional<Refusal> translate(Throwable link);
}
