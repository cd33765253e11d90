package dev.orgledger.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/** Credentials that the operator chose; several allow rotation. */
final class OperatorKeys {

    private final List<byte[]> keys;

    OperatorKeys(Collection<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Whether that is one of them; takes the same time for each. */
    boolean matches(String typed) {
        byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        boolean any = false;
        for (byte[] key : keys) {
            any |= MessageDigest.isEqual(key, bytes);
        }
        return any;
    }
}
