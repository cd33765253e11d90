package dev.orgledger.edge;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.orgledger.shared.refusal.Refusal;

/** Turns whatever a controller throws into the error body of contract section 1. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private final Faults faults;
    private final RefusalLog refusals;
    private final RefusalAnswers answers;

    ErrorAdvice(Faults faults, RefusalLog refusals, RefusalAnswers answers) {
        this.faults = faults;
        this.refusals = refusals;
        this.answers = answers;
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Map<String, Object>> handle(Exception thrown, HttpServletRequest request,
            HttpServletResponse response) throws Exception {
        if (response.isCommitted() && thrown instanceof Refusal refusal) {
            // Tomcat saw first that the body is broken, and goes on to the error page.
            request.setAttribute(ErrorPage.REFUSAL, refusal);
            return null;
        }
        if (response.isCommitted()) {
            // A stream broke off: nothing can be said any more, and the client must not take it for whole.
            throw thrown;
        }
        Refusal refusal = faults.refusalFor(thrown);
        refusals.note(refusal, request);
        answers.count(refusal);
        HttpHeaders headers = new HttpHeaders();
        ErrorJson.headers(refusal).forEach(headers::set);
        if (thrown instanceof HttpRequestMethodNotSupportedException wrongMethod) {
            headers.addAll(wrongMethod.getHeaders());
        }
        headers.setContentType(MediaType.APPLICATION_JSON);
        return ResponseEntity.status(refusal.code().status()).headers(headers).body(ErrorJson.body(refusal));
    }
}
