package dev.orgledger.query.platform.http;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests the query side answers, in a process with both sides, too. */
public final class Served {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private Served() {
    }

    /** Reads, and everything about authorization. */
    public static boolean here(HttpServletRequest request) {
        return READS.contains(request.getMethod()) || authorization(request);
    }

    /** Whether this is about authorization, which is answered from memory alone. */
    static boolean authorization(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/authorization") || path.startsWith("/authorization/");
    }
}
