package dev.orgledger.edge;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The settings of Spring Boot that the contract asks for; weaker than any that an operator makes. */
final class EdgeDefaults implements EnvironmentPostProcessor {

    private static final String NAME = "orgledger-edge-defaults";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource(NAME, defaults()));
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> all = new LinkedHashMap<>();
        // Query strings may hold addresses and invitation tokens: no log has them. Tomcat would log a bad one whole.
        all.put("server.tomcat.accesslog.pattern", "%t \"%m %U %H\" %s %b %D %{x-request-id}o");
        all.put("logging.level.org.apache.coyote.http11.Http11Processor", "warn");
        all.put("logging.level.org.apache.tomcat.util.http.Parameters", "warn");
        all.put("logging.pattern.correlation", "[%X{" + RequestIdFilter.MDC_KEY + ":-} %X{"
                + RequestIdFilter.MDC_ORGANIZATION + ":-}] ");
        // A path that nobody serves is the client's affair.
        all.put("logging.level.org.springframework.web.servlet.PageNotFound", "error");
        // Only orgledger.trusted-proxies are believed; Boot would believe private addresses when on Kubernetes.
        all.put("server.forward-headers-strategy", "none");
        // A client that sends too much still gets to read its 413.
        all.put("server.tomcat.max-swallow-size", "16MB");
        // Both would read a body before the credential is looked at.
        all.put("spring.mvc.formcontent.filter.enabled", "false");
        all.put("spring.servlet.multipart.enabled", "false");
        // The handler of static files would answer 405 to a POST on an unknown path.
        all.put("spring.web.resources.add-mappings", "false");
        all.put("spring.jackson.property-naming-strategy", "SNAKE_CASE");
        all.put("spring.jackson.default-property-inclusion", "always");
        // Steps that a percentile of many processes can be made of.
        all.put("management.metrics.distribution.slo.http.server.requests", "5ms,25ms,100ms,250ms,500ms,1s,2500ms,5s");
        all.put("management.endpoints.web.exposure.include", "health,prometheus");
        all.put("management.endpoints.web.discovery.enabled", "false");
        all.put("management.endpoint.health.probes.enabled", "true");
        return all;
    }
}
