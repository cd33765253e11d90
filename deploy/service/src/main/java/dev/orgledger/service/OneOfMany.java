package dev.orgledger.service;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Imported by the application of a node behind a gateway: how it comes and goes without a request that fails. */
@Configuration(proxyBeanMethods = false)
public class OneOfMany {

    /** Behind the filter that gives each request its id and answers what is thrown; before credentials are looked at. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    @Bean
    Presence presence(ApplicationAvailability availability, HealthEndpoint health,
            @Value("${orgledger.farewell:3s}") Duration farewell) {
        return new Presence(availability, health, farewell);
    }

    @Bean
    FilterRegistrationBean<NotReadyFilter> notReadyFilter(Presence presence) {
        FilterRegistrationBean<NotReadyFilter> filter = new FilterRegistrationBean<>(new NotReadyFilter(presence));
        filter.setOrder(ORDER);
        return filter;
    }
}
