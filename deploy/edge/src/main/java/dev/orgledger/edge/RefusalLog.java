package dev.orgledger.edge;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerMapping;

import dev.orgledger.shared.envelope.Actor;
import dev.orgledger.shared.envelope.Ids;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.security.AccessDenied;

/**
 * Notes what members of an organization tried and may not: each is an entry of its audit log. What a stranger tried is none, or
 * anybody could write into any log. A check is a question and no attempt, whatever it is answered.
 */
final class RefusalLog {

    /** Of so many people at once it is known how often they were refused lately. */
    static final int PEOPLE = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final RequestMatcher AUTHORIZATION = PathPatternRequestMatcher.withDefaults()
            .matcher("/authorization/**");

    private final Supplier<PrincipalSources> sources;
    private final RequestParameters parameters;
    private final Denials denials;
    private final Allowance allowance;
    private final Clock clock;
    private final AtomicLong limited = new AtomicLong();

    /**
     * @param sources asked for at each refusal, as they are made later than this
     * @param allowance so many are noted of one person: a log that anybody could flood would hide what matters
     */
    RefusalLog(Supplier<PrincipalSources> sources, RequestParameters parameters, Denials denials, Allowance allowance,
            Clock clock) {
        this.sources = sources;
        this.parameters = parameters;
        this.denials = denials;
        this.allowance = allowance;
        this.clock = clock;
    }

    /** Takes note of what that request is answered, if it is one of those. Never fails. */
    void note(Refusal refusal, HttpServletRequest request) {
        if (!wantsARight(refusal)) {
            return;
        }
        try {
            noted(refusal, request).ifPresent(denials::add);
        } catch (RuntimeException e) {
            LOG.warn("A refused attempt could not be noted: {}", e.getClass().getSimpleName());
            denials.drop();
        }
    }

    /** How many were beyond what is noted of one person. */
    long limited() {
        return limited.get();
    }

    private static boolean wantsARight(Refusal refusal) {
        return !refusal.repeated()
                && (refusal.code().status() == 403 || refusal.code() == ErrorCode.ORG_REQUIRES_EXPIRING_KEY);
    }

    /**
     * What the request says. Whether it was a member's is found out when the request is answered: it would take as long as there
     * is something to find.
     */
    private Optional<Supplier<Optional<Denial>>> noted(Refusal refusal, HttpServletRequest request) {
        boolean known = SecurityContextHolder.getContext().getAuthentication() instanceof Caller;
        String orgId = parameters.organization(request).orElse(null);
        if (!known || orgId == null || AUTHORIZATION.matches(request)) {
            return Optional.empty();
        }
        RequestContext context = parameters.context(request);
        String personId = context.principal().personId();
        if (personId == null) {
            return Optional.empty();
        }
        PrincipalSource source = sources.get().serving(request);
        Instant now = clock.instant();
        AccessDenied attempt = attempt(refusal, request, orgId, now);
        return Optional.of(() -> ofMember(attempt, source.versionFor(context.principal(), orgId), personId)
                .map(told -> new Denial(told, now, Actor.of(context.principal()), context.requestId(),
                        context.address(), context.userAgent())));
    }

    private Optional<AccessDenied> ofMember(AccessDenied attempt, OptionalLong version, String personId) {
        if (version.isEmpty()) {
            return Optional.empty();
        }
        if (!allowance.takes(personId)) {
            limited.incrementAndGet();
            return Optional.empty();
        }
        return Optional.of(attempt.after(version.getAsLong()));
    }

    private static AccessDenied attempt(Refusal refusal, HttpServletRequest request, String orgId, Instant now) {
        Map<String, Object> details = refusal.details();
        return new AccessDenied(Ids.denial(now), orgId, 0, request.getMethod(), path(request),
                refusal.code().code(), text(details.get("permission")), role(details.get("required_role")),
                role(details.get("your_role")), texts(details.get("missing")));
    }

    /** As the end point has it, so that no word of the caller's gets in. */
    static String path(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "/" : pattern.toString();
    }

    private static @Nullable String text(@Nullable Object detail) {
        return detail == null ? null : detail.toString();
    }

    private static @Nullable Role role(@Nullable Object detail) {
        return detail == null ? null : Role.of(detail.toString()).orElse(null);
    }

    private static @Nullable List<String> texts(@Nullable Object detail) {
        return detail instanceof Collection<?> words
                ? words.stream().map(String::valueOf).toList()
                : null;
    }
}
