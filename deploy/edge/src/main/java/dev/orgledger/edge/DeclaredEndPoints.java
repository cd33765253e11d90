package dev.orgledger.edge;

import java.lang.reflect.Method;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Refuses to start with an end point of ours that says of nobody that they may call it. */
final class DeclaredEndPoints implements SmartInitializingSingleton {

    private static final String OURS = "dev.orgledger.";

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    DeclaredEndPoints(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> open = mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(endPoint -> endPoint.getBeanType().getName().startsWith(OURS)).map(HandlerMethod::getMethod)
                .filter(method -> !declares(method)).map(Method::toString).distinct().sorted().toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException("End points without @Requires or @Admits, so open to nobody knows whom: "
                    + String.join(", ", open));
        }
    }

    private static boolean declares(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Requires.class)
                || AnnotatedElementUtils.hasAnnotation(method, Admits.class);
    }
}
