package dev.orgledger.command.platform.http;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.platform.dispatch.Commands;
import dev.orgledger.command.platform.dispatch.Commands.Call;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.IdempotencyKey;
import dev.orgledger.edge.IfMatch;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.RequestParameters;
import dev.orgledger.edge.Requires;

/** Makes {@link CommandRequest} a parameter of controller methods. */
@Configuration(proxyBeanMethods = false)
class CommandRequestConfiguration implements WebMvcConfigurer {

    private final Commands commands;
    private final RequestParameters parameters;
    private final ObjectProvider<Admission> admission;

    CommandRequestConfiguration(Commands commands, RequestParameters parameters, ObjectProvider<Admission> admission) {
        this.commands = commands;
        this.parameters = parameters;
        this.admission = admission;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == CommandRequest.class;
            }

            @Override
            public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
                    NativeWebRequest webRequest, @Nullable WebDataBinderFactory binders) throws Exception {
                HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
                if (request == null) {
                    throw new IllegalStateException("not a servlet request");
                }
                return commandRequest(request, parameter.getMethodAnnotation(Requires.class));
            }
        });
    }

    private CommandRequest commandRequest(HttpServletRequest request, @Nullable Requires declared) throws Exception {
        RequestContext context = parameters.context(request);
        Body body = parameters.body(request);
        IdempotencyKey key = parameters.idempotencyKey(request);
        IfMatch condition = parameters.ifMatch(request);
        String same = request.getMethod() + " " + request.getRequestURI() + " " + condition.version() + " "
                + body.json();
        return new CommandRequest(commands, new Call(context, same, key.key(), condition.version()), body,
                asked -> admit(asked, declared));
    }

    private void admit(CommandRequest asked, @Nullable Requires declared) {
        if (declared != null && !(declared.onlyIfNamed() && asked.body().text("orgId") == null)) {
            admission.getObject().require(asked.principal(), asked.body().orgId(), declared.value());
        }
    }
}
