package dev.orgledger.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import org.apache.catalina.core.StandardHost;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.credential.Secret;

/** Puts the edge in front of the controllers of whoever has this module on the class path. */
@AutoConfiguration(beforeName = {"org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"})
@Import({EdgeSecurity.class, TokenSettings.class, ErrorAdvice.class, ErrorPage.class})
public class EdgeAutoConfiguration {

    /** Milliseconds, so that times stay the same through both stores. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** {@code orgledger.platform-key}, several by comma; else one in the data folder, made at the first start. */
    @Bean
    @ConditionalOnMissingBean
    PlatformKeys platformKeys(@Value("${orgledger.platform-key:}") List<String> configured,
            @Value("${orgledger.data:data}") String data) {
        List<String> keys = configured.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        return new PlatformKeys(keys.isEmpty()
                ? List.of(SecretFile.readOrMake(Path.of(data, "secrets", "platform-key"),
                        () -> Secret.generate(Secret.Kind.PLATFORM_KEY).reveal()))
                : keys);
    }

    /** {@code orgledger.check-key}, several by comma; none unless configured. */
    @Bean
    CheckKeys checkKeys(@Value("${orgledger.check-key:}") List<String> configured, PlatformKeys platformKeys) {
        List<String> keys = configured.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        if (keys.stream().anyMatch(platformKeys::matches)) {
            // Whoever holds it would be root. The value stays out of the message.
            throw new InvalidConfigurationPropertyValueException("orgledger.check-key", "(hidden)",
                    "it must not be a platform key");
        }
        return new CheckKeys(keys);
    }

    @Bean
    KeyUses keyUses(ObjectProvider<KeyUseSink> sinks,
            @Value("${orgledger.key-usage.report-every:30s}") Duration every, Clock clock) {
        // In a process with both sides either one's will do.
        return new KeyUses(() -> sinks.orderedStream().findFirst().orElse(null), every, clock);
    }

    @Bean
    Denials denials(ObjectProvider<DenialSink> sinks) {
        return new Denials(() -> sinks.orderedStream().findFirst().orElse(null));
    }

    /** What is in no audit log though it was refused. */
    @Bean
    MeterBinder unloggedDenials(Denials denials, RefusalLog refusals) {
        return registry -> {
            FunctionCounter.builder("orgledger.denials.dropped", denials, Denials::dropped)
                    .description("Refused attempts that could not be told on").register(registry);
            FunctionCounter.builder("orgledger.denials.limited", refusals, RefusalLog::limited)
                    .description("Refused attempts beyond what is told on of one person").register(registry);
        };
    }

    @Bean
    RefusalLog refusalLog(ObjectProvider<PrincipalSource> sources, RequestParameters parameters, Denials denials,
            @Value("${orgledger.denials.per-caller:60}") int limit,
            @Value("${orgledger.denials.period:60s}") Duration period, Clock clock) {
        try {
            return new RefusalLog(() -> new PrincipalSources(sources.orderedStream().toList()), parameters, denials,
                    new Allowance(limit, period, RefusalLog.PEOPLE), clock);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("orgledger.denials", limit + " in " + period,
                    "the limit must be 1 or more, the period longer than nothing");
        }
    }

    @Bean
    Admission admission(KeyUses uses, @Value("${orgledger.rate-limit.per-key:off}") String limit,
            @Value("${orgledger.rate-limit.period:60s}") Duration period) {
        // YAML reads off as false.
        boolean off = limit.equals("off") || limit.equals("false");
        try {
            return new Admission(new KeyRateLimit(off ? 0 : Integer.parseInt(limit), period), uses);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("orgledger.rate-limit", limit + " in " + period,
                    "the limit must be off or a number, the period longer than nothing");
        }
    }

    @Bean
    RefusalAnswers refusalAnswers() {
        return new RefusalAnswers();
    }

    @Bean
    Faults faults(ObjectProvider<FaultTranslator> translators) {
        return new Faults(translators.orderedStream().toList());
    }

    @Bean
    ClientAddress clientAddress(@Value("${orgledger.trusted-proxies:}") List<String> trustedProxies) {
        try {
            return new ClientAddress(trustedProxies);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("orgledger.trusted-proxies", trustedProxies,
                    "each must be an IP address or a network such as 10.0.0.0/8");
        }
    }

    @Bean
    WrongCredentials wrongCredentials(ClientAddress clientAddress, @Value("${orgledger.attempts.limit:30}") int limit,
            @Value("${orgledger.attempts.period:60s}") Duration period) {
        try {
            return new WrongCredentials(clientAddress, limit, period);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("orgledger.attempts", e.getMessage(),
                    "the limit must be 0 or more, the period longer than nothing");
        }
    }

    @Bean
    RequestParameters requestParameters(ClientAddress clientAddress, Traces traces) {
        return new RequestParameters(clientAddress, traces);
    }

    @Bean
    EdgeWebMvc edgeWebMvc(RequestParameters requestParameters) {
        return new EdgeWebMvc(requestParameters);
    }

    @Bean
    DeclaredEndPoints declaredEndPoints(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new DeclaredEndPoints(mappings);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(Faults faults, RefusalAnswers answers) {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(
                new RequestIdFilter(faults, answers));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Before the security chain, so that both see the same path. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashFilter() {
        FilterRegistrationBean<UrlHandlerFilter> filter = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrorValve() {
        TomcatContextCustomizer valve = context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        };
        return factory -> factory.addContextCustomizers(valve);
    }
}
