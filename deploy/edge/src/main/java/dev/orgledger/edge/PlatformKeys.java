package dev.orgledger.edge;

import java.util.Collection;

/** The operator's credentials: the root of this service. */
public final class PlatformKeys {

    private final OperatorKeys keys;

    /** Several allow rotation. */
    public PlatformKeys(Collection<String> keys) {
        this.keys = new OperatorKeys(keys);
    }

    /** Whether that is one of them; takes the same time for each. */
    public boolean matches(String typed) {
        return keys.matches(typed);
    }
}
