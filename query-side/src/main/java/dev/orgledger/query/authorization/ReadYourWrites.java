package dev.orgledger.query.authorization;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.orgledger.edge.CurrentCaller;
import dev.orgledger.query.platform.mongo.ProjectionReader;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/**
 * Holds a read back until what it wants to include is known, and refuses it when this replica knows too little. Only in
 * front of this side's own controllers.
 */
@Component
class ReadYourWrites implements HandlerInterceptor, WebMvcConfigurer {

    private static final String HEADER = "x-min-position";
    /** When the wait of a request began: whoever waits again does not begin anew. */
    private static final String STARTED = ReadYourWrites.class.getName() + ".started";
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final Pattern POSITION = Pattern.compile("p([0-9]{1,18})");
    private static final String OURS = "dev.orgledger.query.";

    private final AccessReader access;
    private final ProjectionReader projection;
    private final AccessState state;
    private final Freshness freshness;
    private final Clock clock;

    ReadYourWrites(AccessReader access, ProjectionReader projection, AccessState state, Freshness freshness,
            Clock clock) {
        this.access = access;
        this.projection = projection;
        this.state = state;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith(OURS)) {
            String typed = request.getHeader(HEADER);
            if (typed != null) {
                await(typed, method, request);
            }
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (caller != null && caller.getPrincipal() instanceof Principal principal) {
                freshness.require();
                if (typed != null) {
                    lookAgain(principal);
                }
            }
        }
        return true;
    }

    /** The documents too, if the request names a position: for what turns out not to be answered from memory alone. */
    void awaitDocuments(HttpServletRequest request) {
        String typed = request.getHeader(HEADER);
        if (typed != null) {
            await(position(typed), false, started(request));
        }
    }

    private static long started(HttpServletRequest request) {
        if (request.getAttribute(STARTED) instanceof Long before) {
            return before;
        }
        long now = System.nanoTime();
        request.setAttribute(STARTED, now);
        return now;
    }

    private void await(String typed, HandlerMethod method, HttpServletRequest request) {
        boolean fromMemoryAlone = method.hasMethodAnnotation(FromMemory.class) && request.getParameter("at") == null;
        await(position(typed), fromMemoryAlone, started(request));
    }

    /** The position that the request names; empty for one without. */
    static Optional<Long> wanted(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER)).map(ReadYourWrites::position);
    }

    private static long position(String typed) {
        Matcher position = POSITION.matcher(typed);
        if (!position.matches()) {
            throw Refusal.of(ErrorCode.INVALID_MIN_POSITION);
        }
        return Long.parseLong(position.group(1));
    }

    private void await(long wanted, boolean fromMemoryAlone, long started) {
        boolean there = access.progress().awaitPosition(wanted, left(started))
                && (fromMemoryAlone || projection.progress().awaitPosition(wanted, left(started)));
        if (!there) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND).retryAfter(Duration.ofSeconds(1));
        }
    }

    private static Duration left(long started) {
        return AT_MOST.minusNanos(System.nanoTime() - started);
    }

    /** The credential was looked at before the wait: the command that is waited for may have ended or changed it. */
    private void lookAgain(Principal principal) {
        if (principal instanceof Principal.ApiKey key) {
            CurrentCaller.is(state.key(key.keyId(), clock.instant())
                    .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_API_KEY)));
        }
        if (principal instanceof Principal.User user && state.forgotUser(user.userId())) {
            throw Refusal.of(ErrorCode.INVALID_TOKEN);
        }
    }
}
