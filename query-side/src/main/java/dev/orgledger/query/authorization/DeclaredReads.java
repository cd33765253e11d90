package dev.orgledger.query.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.orgledger.edge.Requires;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/**
 * Asks for the permission that a read declares, before its parameters are looked at: a stranger's malformed request gets the
 * same 404 as any other.
 */
@Component
class DeclaredReads implements HandlerInterceptor, WebMvcConfigurer {

    private static final String OURS = "dev.orgledger.query.";
    /** Behind {@link ReadYourWrites}: the command that is waited for may have granted the right, or taken it away. */
    private static final int AFTER_THE_WAIT = 1;

    private final ReadAccess access;

    DeclaredReads(ReadAccess access) {
        this.access = access;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(AFTER_THE_WAIT);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith(OURS)) {
            require(method.getMethodAnnotation(Requires.class), request.getParameter("orgId"),
                    request.getParameter("at") != null);
        }
        return true;
    }

    private void require(@Nullable Requires declared, @Nullable String orgId, boolean past) {
        if (declared != null && !(declared.onlyIfNamed() && orgId == null)) {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (caller == null || !(caller.getPrincipal() instanceof Principal principal)) {
                throw Refusal.of(ErrorCode.MISSING_CREDENTIALS);
            }
            if (past && declared.tellsPast()) {
                access.requireAudit(principal, orgId);
            } else {
                access.require(principal, orgId, declared.value());
            }
        }
    }
}
