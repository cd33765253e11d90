package dev.orgledger.standalone;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Requires;

/** The end points of both sides, with what they declare. */
final class EndPoints {

    private EndPoints() {
    }

    /** One of them. */
    record EndPoint(String verb, String path, @Nullable Requires requires, @Nullable Admits admits) {

        /** Whether it admits one of these, as far as {@link Admits} says. */
        boolean admitsAny(Who... kinds) {
            return admits != null && List.of(admits.value()).stream().anyMatch(List.of(kinds)::contains);
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    static List<EndPoint> all() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return Stream.of("dev.orgledger.command", "dev.orgledger.query")
                .flatMap(side -> scanner.findCandidateComponents(side).stream()).map(EndPoints::type)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())).flatMap(EndPoints::of).toList();
    }

    private static Class<?> type(BeanDefinition controller) {
        return ClassUtils.resolveClassName(String.valueOf(controller.getBeanClassName()), null);
    }

    private static Stream<EndPoint> of(Method method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return mapping == null
                ? Stream.empty()
                : Arrays.stream(mapping.method()).flatMap(verb -> Arrays.stream(mapping.path())
                        .map(path -> new EndPoint(verb.name(), path, method.getAnnotation(Requires.class),
                                method.getAnnotation(Admits.class))));
    }
}
