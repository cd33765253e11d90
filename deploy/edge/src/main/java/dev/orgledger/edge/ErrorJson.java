package dev.orgledger.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** The one shape of every error: contract section 1. */
final class ErrorJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ErrorJson() {
    }

    /** The body of that refusal. */
    static Map<String, Object> body(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.sentence());
        body.put("status", "KO");
        body.put("code", refusal.code().code());
        if (!refusal.details().isEmpty()) {
            body.put("details", refusal.details());
        }
        return body;
    }

    /** The body of that refusal as UTF-8 JSON. */
    static byte[] bytes(Refusal refusal) {
        return MAPPER.writeValueAsBytes(body(refusal));
    }

    /** The headers that go with that refusal, by name. */
    static Map<String, String> headers(Refusal refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        Duration wait = refusal.retryAfter();
        int status = refusal.code().status();
        if (wait != null) {
            headers.put(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(wait)));
        } else if (status == 429 || status == 503) {
            headers.put(HttpHeaders.RETRY_AFTER, "1");
        }
        if (status == 401) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    /** Answers with that refusal, in place of anything that was prepared but not yet sent. */
    static void write(Refusal refusal, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(refusal.code().status());
        headers(refusal).forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        byte[] body = bytes(refusal);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** What stands for an HTTP status that a container or framework chose. */
    static Refusal ofStatus(int status) {
        return switch (status) {
            case 401 -> Refusal.of(ErrorCode.MISSING_CREDENTIALS);
            case 403 -> Refusal.of(ErrorCode.PERMISSION_DENIED);
            case 404 -> Refusal.of(ErrorCode.NOT_FOUND);
            case 405 -> Refusal.of(ErrorCode.METHOD_NOT_ALLOWED);
            case 413 -> Refusal.of(ErrorCode.BODY_TOO_LARGE);
            case 415 -> Refusal.of(ErrorCode.NOT_JSON);
            case 503 -> Refusal.of(ErrorCode.STORE_UNAVAILABLE);
            // 501 and 505: a transfer coding or a version of HTTP that nobody speaks.
            case 501, 505 -> malformed();
            default -> status < 500 ? malformed() : Refusal.of(ErrorCode.INTERNAL_ERROR);
        };
    }

    /** A request that is no proper HTTP, URL or query string. */
    static Refusal malformed() {
        return Refusal.of(ErrorCode.INVALID_PARAMETER).saying("The request is not well-formed");
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
