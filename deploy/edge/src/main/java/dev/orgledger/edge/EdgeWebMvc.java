package dev.orgledger.edge;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What the controllers of both sides take as parameters. */
final class EdgeWebMvc implements WebMvcConfigurer {

    private static final int MAX_USER_AGENT = 512;

    private final ClientAddress addresses;

    EdgeWebMvc(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ParameterResolver<>(RequestContext.class, this::context));
        resolvers.add(new ParameterResolver<>(Body.class, BodyReader::read));
        resolvers.add(new ParameterResolver<>(Page.class, Parameters::page));
        resolvers.add(new ParameterResolver<>(IfMatch.class, Parameters::ifMatch));
        resolvers.add(new ParameterResolver<>(IdempotencyKey.class, Parameters::idempotencyKey));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new QueryGuard());
    }

    /** JSON whatever {@code Accept} says: there is no 406 in the contract. ALL is for what makes something else. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
    }

    private RequestContext context(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller)) {
            throw Refusal.of(ErrorCode.MISSING_CREDENTIALS);
        }
        return new RequestContext(caller.getPrincipal(), RequestIdFilter.of(request), addresses.of(request),
                cut(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, MAX_USER_AGENT);
    }
}
