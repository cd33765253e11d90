package dev.orgledger.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/** The operator's credentials: the root of this service. */
public final class PlatformKeys {

    private final List<byte[]> keys;

    /** Several allow rotation. */
    public PlatformKeys(Collection<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Whether that is one of them; takes the same time for each. */
    public boolean matches(String typed) {
        byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        boolean any = false;
        for (byte[] key : keys) {
            any |= MessageDigest.isEqual(key, bytes);
        }
        return any;
    }
}
