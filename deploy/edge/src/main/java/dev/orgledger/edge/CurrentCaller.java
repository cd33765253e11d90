package dev.orgledger.edge;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import dev.orgledger.shared.role.Principal;

/** Who the request in hand comes from: for whoever finds out, or learns something newer while it is served. */
public final class CurrentCaller {

    private CurrentCaller() {
    }

    /** From now on the request is that principal's. */
    public static void is(Principal principal) {
        SecurityContextHolder.setContext(new SecurityContextImpl(new Caller(principal)));
    }
}
