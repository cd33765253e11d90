package dev.orgledger.edge;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The end points that ask for no credential. All others do: there is no other list. */
final class PublicPaths {

    static final RequestMatcher ALL = new OrRequestMatcher(get("/actuator/health/**"), get("/actuator/prometheus"),
            get("/v3/api-docs/**"), get("/v3/api-docs.yaml"), get("/swagger-ui/**"), get("/swagger-ui.html"),
            get("/organization/invitations/preview"), get("/audit/keys"));

    private PublicPaths() {
    }

    private static RequestMatcher get(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern);
    }
}
