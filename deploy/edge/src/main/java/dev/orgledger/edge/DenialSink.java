package dev.orgledger.edge;

import java.util.List;

/** Where the refused attempts of members are kept. */
public interface DenialSink {

    /**
     * Takes them in. To be given one twice does no harm: it has an id.
     *
     * @throws RuntimeException when it cannot: the same ones are then given once more later
     */
    void report(List<Denial> denials);
}
