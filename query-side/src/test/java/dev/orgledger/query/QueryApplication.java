package dev.orgledger.query;

import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.orgledger.edge.PlatformKeys;

/** The query side alone, as a process of its own would run it. */
@SpringBootConfiguration
@EnableAutoConfiguration
class QueryApplication {

    static final String PLATFORM_KEY = "platform-key-of-the-tests";

    @Bean
    PlatformKeys platformKeys() {
        return new PlatformKeys(List.of(PLATFORM_KEY));
    }

    @Bean
    Arrivals arrivals() {
        return new Arrivals();
    }
}
