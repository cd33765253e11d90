package dev.orgledger.query;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings that the query side wants unless an operator says otherwise. */
final class QueryDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources()
                .addLast(new MapPropertySource("orgledger-query-defaults", Map.of(
                        // Not ready before the topics have been read once.
                        "management.endpoint.health.group.readiness.include", "readinessState,queryCatchUp",
                        // A client without its server says so several times a second; the readers say it once.
                        "logging.level.org.apache.kafka", "error",
                        "logging.level.org.mongodb.driver", "error")));
    }
}
