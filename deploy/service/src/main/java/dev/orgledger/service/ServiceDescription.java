package dev.orgledger.service;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imported by the application of every process: each serves the description of the whole API, so that a gateway may ask any. */
@Configuration(proxyBeanMethods = false)
public class ServiceDescription {

    @Bean
    OpenApiCustomizer writtenContract() {
        return new WrittenContract();
    }
}
