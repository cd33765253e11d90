package dev.orgledger.edge;

import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the controllers of both sides take as parameters. */
final class EdgeWebMvc implements WebMvcConfigurer {

    private final RequestParameters parameters;

    EdgeWebMvc(RequestParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ParameterResolver<>(RequestContext.class, parameters::context));
        resolvers.add(new ParameterResolver<>(Body.class, parameters::body));
        resolvers.add(new ParameterResolver<>(Page.class, parameters::page));
        resolvers.add(new ParameterResolver<>(IfMatch.class, parameters::ifMatch));
        resolvers.add(new ParameterResolver<>(IdempotencyKey.class, parameters::idempotencyKey));
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
}
