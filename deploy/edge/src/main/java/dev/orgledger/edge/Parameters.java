package dev.orgledger.edge;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Reads the headers and query parameters that mean the same on every end point. */
final class Parameters {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_KEY = 255;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,100}");
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");

    private Parameters() {
    }

    static Page page(HttpServletRequest request) {
        int page = number(request.getParameter("page"), 0);
        int limit = number(request.getParameter("limit"), DEFAULT_LIMIT);
        return new Page(page, Math.min(limit, MAX_LIMIT), request.getParameter("cursor"));
    }

    static IfMatch ifMatch(HttpServletRequest request) {
        String typed = only(request, HttpHeaders.IF_MATCH, ErrorCode.INVALID_IF_MATCH);
        if (typed == null) {
            return new IfMatch(null);
        }
        Matcher version = VERSION.matcher(typed.strip());
        if (!version.matches()) {
            throw Refusal.of(ErrorCode.INVALID_IF_MATCH);
        }
        return new IfMatch(Long.valueOf(version.group(1)));
    }

    static IdempotencyKey idempotencyKey(HttpServletRequest request) {
        String key = only(request, "idempotency-key", ErrorCode.INVALID_IDEMPOTENCY_KEY);
        if (key != null && (key.isEmpty() || key.length() > MAX_KEY)) {
            throw Refusal.of(ErrorCode.INVALID_IDEMPOTENCY_KEY);
        }
        return new IdempotencyKey(key);
    }

    private static int number(@Nullable String typed, int absent) {
        if (typed == null) {
            return absent;
        }
        if (!NUMBER.matcher(typed).matches()) {
            throw Refusal.of(ErrorCode.INVALID_PAGE);
        }
        // As many digits as there may be: more than there is.
        return new BigInteger(typed).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    private static @Nullable String only(HttpServletRequest request, String header, ErrorCode otherwise) {
        List<String> values = Collections.list(request.getHeaders(header));
        if (values.size() > 1) {
            throw Refusal.of(otherwise);
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
