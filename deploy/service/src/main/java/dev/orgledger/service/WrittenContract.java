package dev.orgledger.service;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.springdoc.core.customizers.OpenApiCustomizer;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;

/**
 * Makes springdoc serve {@code openapi.yaml} as it is written.
 *
 * <p>
 * Note: an {@code OpenAPI} bean would not do, since springdoc copies it by way of JSON that knows nothing of version 3.1.
 */
public final class WrittenContract implements OpenApiCustomizer {

    /** Its place on the class path. */
    public static final String FILE = "/openapi.yaml";

    @Override
    public void customise(OpenAPI served) {
        OpenAPI written = read();
        served.info(written.getInfo()).servers(written.getServers()).tags(written.getTags())
                .security(written.getSecurity()).paths(written.getPaths()).components(written.getComponents());
    }

    /** The description as it is written. */
    public static OpenAPI read() {
        try (InputStream in = WrittenContract.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE);
            }
            return Yaml31.mapper().readValue(in, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
