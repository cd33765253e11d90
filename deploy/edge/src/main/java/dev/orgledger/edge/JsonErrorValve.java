package dev.orgledger.edge;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

import dev.orgledger.shared.refusal.Refusal;

/** Answers what Tomcat refuses before any filter sees it, such as a broken request line; in place of its HTML page. */
public final class JsonErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        Refusal refusal = ErrorJson.ofStatus(status);
        response.setStatus(refusal.code().status());
        ErrorJson.headers(refusal).forEach(response::setHeader);
        if (!response.containsHeader(RequestIdFilter.HEADER)) {
            response.setHeader(RequestIdFilter.HEADER,
                    RequestIdFilter.take(request.getHeader(RequestIdFilter.HEADER)));
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try {
            response.getOutputStream().write(ErrorJson.bytes(refusal));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LoggerFactory.getLogger(JsonErrorValve.class).debug("The client left before it could be answered", e);
        }
    }
}
