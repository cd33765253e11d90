package dev.orgledger.edge;

import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Refuses query strings that say something twice, or what no store can hold, before a controller takes half of it. Then it is
 * known which organization the request is about.
 */
final class QueryGuard implements HandlerInterceptor {

    /** Their parameters are in the body; asking for them would read a form there. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!WITH_BODY.contains(request.getMethod())) {
            for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
                String[] values = parameter.getValue();
                if (values.length != 1 || !Texts.storable(values[0]) || !Texts.storable(parameter.getKey())) {
                    throw Refusal.of(ErrorCode.INVALID_PARAMETER);
                }
            }
            String orgId = request.getParameter("orgId");
            if (orgId != null) {
                RequestIdFilter.about(orgId);
            }
        }
        return true;
    }
}
