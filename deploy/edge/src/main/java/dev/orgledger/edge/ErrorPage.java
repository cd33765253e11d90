package dev.orgledger.edge;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Where the container sends a request that failed outside a controller; in place of Boot's page, which can be HTML. */
@Controller
class ErrorPage implements ErrorController {

    /** The request attribute of a refusal that could not be answered where it was made. */
    static final String REFUSAL = ErrorPage.class.getName();

    private final Faults faults;
    private final RefusalAnswers answers;

    ErrorPage(Faults faults, RefusalAnswers answers) {
        this.faults = faults;
        this.answers = answers;
    }

    @Admits(Admits.Who.ANYONE)
    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.write(refusal(request), response);
    }

    private Refusal refusal(HttpServletRequest request) {
        if (request.getAttribute(REFUSAL) instanceof Refusal refusal) {
            return refusal;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return faults.refusalFor(thrown);
        }
        // Without a status somebody asked for the page itself.
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ErrorJson.ofStatus(status)
                : Refusal.of(ErrorCode.NOT_FOUND);
    }
}
