package dev.orgledger.edge;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: takes or makes the id of the request, returns it on every answer and puts it on every log line.
 * Whatever fails in the filters behind it is answered here.
 */
final class RequestIdFilter extends OncePerRequestFilter {

    static final String HEADER = "x-request-id";
    static final String MDC_KEY = "request_id";
    /** On the lines from when it is known which organization a request is about. */
    static final String MDC_ORGANIZATION = "org_id";

    private static final Logger LOG = LoggerFactory.getLogger(RequestIdFilter.class);
    private static final String ATTRIBUTE = RequestIdFilter.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ORGANIZATION = Pattern.compile("org_[A-Za-z0-9]{1,64}");

    private final Faults faults;
    private final RefusalAnswers answers;

    RequestIdFilter(Faults faults, RefusalAnswers answers) {
        this.faults = faults;
        this.answers = answers;
    }

    /** The id of this request. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String known ? known : take(request.getHeader(HEADER));
    }

    /** Puts that organization on the log lines of the request in hand, unless the caller's word for it is no such id. */
    static void about(String orgId) {
        if (ORGANIZATION.matcher(orgId).matches()) {
            MDC.put(MDC_ORGANIZATION, orgId);
        }
    }

    /** The id that was sent if it is acceptable, else a new one. */
    static String take(@Nullable String sent) {
        return sent != null && ACCEPTABLE.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }

    /** Some requests are refused before any filter, and meet this one on the way to the error page only. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = of(request);
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        long began = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } catch (Exception e) {
            if (response.isCommitted()) {
                // Half an answer must not look like a whole one: let the container cut the connection.
                throw e;
            }
            answers.write(faults.refusalFor(e), response);
        } finally {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{} {} was answered {} in {} ms", request.getMethod(), RefusalLog.path(request),
                        response.getStatus(), (System.nanoTime() - began) / 1_000_000);
            }
            MDC.remove(MDC_KEY);
            MDC.remove(MDC_ORGANIZATION);
        }
    }
}
