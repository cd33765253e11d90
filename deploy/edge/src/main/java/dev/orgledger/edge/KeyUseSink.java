package dev.orgledger.edge;

import java.time.Instant;
import java.util.Map;

/** Where a side puts what it saw of the use of API keys. */
public interface KeyUseSink {

    /**
     * Takes in when keys were last used, by id.
     *
     * @throws RuntimeException when it cannot: the same is then given once more later, with what came since
     */
    void report(Map<String, Instant> uses);
}
