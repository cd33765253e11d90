package dev.orgledger.query.platform.http;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers reads as a whole, never by 304. Their {@code ETag} is the organization's version (contract section 1), made for
 * {@code If-Match}; but they tell of more than its events: names of people, keys, refused attempts. So an unchanged version does not
 * say that the answer is unchanged, and Spring, which compares {@code If-None-Match} with it, does not get to see that header.
 */
@Component
class WholeAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request.getHeader(HttpHeaders.IF_NONE_MATCH) == null ? request : new Unconditional(request),
                response);
    }

    private static final class Unconditional extends HttpServletRequestWrapper {

        Unconditional(HttpServletRequest request) {
            super(request);
        }

        private static boolean hidden(String name) {
            return HttpHeaders.IF_NONE_MATCH.equalsIgnoreCase(name);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return hidden(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.removeIf(Unconditional::hidden);
            return Collections.enumeration(names);
        }
    }
}
