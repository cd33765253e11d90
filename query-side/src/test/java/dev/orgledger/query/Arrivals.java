package dev.orgledger.query;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which requests have got as far as the wait for the position that they name: behind the look at their credential. */
final class Arrivals implements HandlerInterceptor, WebMvcConfigurer {

    private static final int BEFORE_THE_WAIT = -1;

    private final Set<String> positions = ConcurrentHashMap.newKeySet();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(BEFORE_THE_WAIT);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String position = request.getHeader("x-min-position");
        if (position != null) {
            positions.add(position);
        }
        return true;
    }

    boolean hasOne(String position) {
        return positions.contains(position);
    }
}
