package dev.orgledger.edge;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The credential that came with a request.
 *
 * @param text a key or a token, as typed
 * @param bearer whether it came as {@code Bearer}: only then can it be a token
 */
record Credential(String text, boolean bearer) {

    private static final String SCHEME = "Bearer";
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_=-]*\\.[A-Za-z0-9_=-]*\\.[A-Za-z0-9_=-]*");

    /** The first of {@code authorization}, {@code x-api-key} and {@code capgkey} that says something; or null. */
    static @Nullable Credential of(HttpServletRequest request) {
        String authorization = typed(request, HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            Credential credential = ofAuthorization(authorization);
            if (!credential.text.isEmpty()) {
                return credential;
            }
        }
        String key = typed(request, "x-api-key");
        if (key == null) {
            key = typed(request, "capgkey");
        }
        return key == null ? null : new Credential(key, false);
    }

    private static Credential ofAuthorization(String typed) {
        boolean bearer = typed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (typed.length() == SCHEME.length() || typed.charAt(SCHEME.length()) == ' ');
        return bearer
                ? new Credential(typed.substring(SCHEME.length()).strip(), true)
                : new Credential(typed, false);
    }

    private static @Nullable String typed(HttpServletRequest request, String header) {
        String value = request.getHeader(header);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whether this looks like a JWT: three parts with dots between them. */
    boolean token() {
        return bearer && JWT.matcher(text).matches();
    }

    /** Never the secret itself. */
    @Override
    public String toString() {
        return bearer ? "Credential(bearer)" : "Credential";
    }
}
