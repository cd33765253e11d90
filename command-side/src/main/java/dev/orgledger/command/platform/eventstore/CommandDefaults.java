package dev.orgledger.command.platform.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;

/** The command side's settings of libraries, from {@code orgledger-command.properties}; weaker than an operator's. */
final class CommandDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment.getPropertySources()
                    .addLast(new ResourcePropertySource("classpath:orgledger-command.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
