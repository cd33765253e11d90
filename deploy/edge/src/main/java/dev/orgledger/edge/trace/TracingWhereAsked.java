package dev.orgledger.edge.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves tracing out of the application where nobody has said where spans go. Spans that are sampled never would still be
 * made, for every request; what is not there costs nothing.
 */
final class TracingWhereAsked implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Names the collector, and thereby switches tracing on. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean asked;

    @Override
    public void setEnvironment(Environment environment) {
        String endpoint = environment.getProperty(ENDPOINT);
        asked = endpoint != null && !endpoint.isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurationClasses.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = asked || !ofTracing(autoConfigurationClasses[i]);
        }
        return wanted;
    }

    private static boolean ofTracing(@Nullable String name) {
        return name != null && (name.startsWith("org.springframework.boot.micrometer.tracing.")
                || name.startsWith("org.springframework.boot.opentelemetry."));
    }
}
