package dev.orgledger.edge;

import java.time.Duration;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.client.RestTemplate;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Who may come in: anybody with a credential, and anybody at all to the few public paths. No session, no cookie. */
@Configuration(proxyBeanMethods = false)
class EdgeSecurity {

    private static final Duration IDENTITY_PROVIDER_TIMEOUT = Duration.ofSeconds(3);

    @Bean
    SecurityFilterChain credentials(HttpSecurity http, ObjectProvider<PrincipalSource> sources,
            ObjectProvider<PlatformKeys> platformKeys, CheckKeys checkKeys, Admission admission,
            ObjectProvider<JwtDecoder> tokens, Faults faults,
            WrongCredentials wrongCredentials, RefusalAnswers answers) {
        PrincipalSources all = new PrincipalSources(sources.orderedStream().toList());
        JwtDecoder decoder = tokens.getIfAvailable();
        if (decoder != null) {
            http.oauth2ResourceServer(server -> server.bearerTokenResolver(EdgeSecurity::token)
                    .authenticationManagerResolver(request -> tokenHolder(decoder, all.serving(request)))
                    .authenticationEntryPoint(refusing(ErrorCode.INVALID_TOKEN, wrongCredentials, answers)));
        }
        http.addFilterBefore(
                new CredentialFilter(all, platformKeys.getIfAvailable(), checkKeys, admission, faults, wrongCredentials,
                        answers, decoder != null),
                BearerTokenAuthenticationFilter.class);
        return http.csrf(AbstractHttpConfigurer::disable).httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(errors -> errors
                        .authenticationEntryPoint(refusing(ErrorCode.MISSING_CREDENTIALS, wrongCredentials, answers)))
                .authorizeHttpRequests(requests -> requests
                        // Without this an exception would come out as 401. A dispatch follows a request that got in.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll().requestMatchers(PublicPaths.ALL).permitAll().anyRequest().authenticated())
                .build();
    }

    /** One timer around the request says as much as one around each of its filters, which costs more than the filters. */
    @Bean
    SecurityObservationSettings noFilterIsObserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** An unknown method is answered like a wrong one, by 405. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedByFirewall(RefusalAnswers answers) {
        return (request, response, rejected) -> answers.write(ErrorJson.malformed(), response);
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer identityProviderTimeout() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(IDENTITY_PROVIDER_TIMEOUT);
        requests.setReadTimeout(IDENTITY_PROVIDER_TIMEOUT);
        return builder -> builder.restOperations(new RestTemplate(requests));
    }

    /** The token, unless the filter before knew the credential already. */
    private static @Nullable String token(HttpServletRequest request) {
        Credential credential = Credential.of(request);
        boolean open = SecurityContextHolder.getContext().getAuthentication() == null
                && !PublicPaths.ALL.matches(request);
        return open && credential != null && credential.token() ? credential.text() : null;
    }

    private static AuthenticationManager tokenHolder(JwtDecoder decoder, PrincipalSource source) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(jwt -> new Caller(source.ofJwt(jwt)));
        return provider::authenticate;
    }

    private static AuthenticationEntryPoint refusing(ErrorCode code, WrongCredentials wrongCredentials,
            RefusalAnswers answers) {
        return (request, response, reason) -> answers.write(wrongCredentials.counted(Refusal.of(code), request),
                response);
    }
}
