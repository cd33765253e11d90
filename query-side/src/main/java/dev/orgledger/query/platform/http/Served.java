package dev.orgledger.query.platform.http;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests the query side answers, in a process with both sides, too. */
public final class Served {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private Served() {
    }

    /** Reads, but of webhooks, which the command side keeps; and everything about authorization. */
    public static boolean here(HttpServletRequest request) {
        return READS.contains(request.getMethod()) && !below(path(request), "/webhooks") || authorization(request);
    }

    /** Whether this is about authorization, which is answered from memory, but for a moment that has passed ({@code at}). */
    static boolean authorization(HttpServletRequest request) {
        return below(path(request), "/authorization");
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static boolean below(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
