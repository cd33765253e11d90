package dev.orgledger.edge;

import java.util.Collection;

/** What gateways hold: credentials that ask what anyone may do, and nothing else. There may be none. */
final class CheckKeys {

    private final OperatorKeys keys;

    /** Several allow rotation. */
    CheckKeys(Collection<String> keys) {
        this.keys = new OperatorKeys(keys);
    }

    /** Whether that is one of them; takes the same time for each. */
    boolean matches(String typed) {
        return keys.matches(typed);
    }
}
