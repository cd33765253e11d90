package dev.orgledger.edge;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Answers refusals outside controllers, and counts by their code all that are answered. Only what Tomcat refuses before any
 * filter, such as a broken request line, is not among them.
 */
final class RefusalAnswers implements MeterBinder {

    private final Map<ErrorCode, LongAdder> counts = new EnumMap<>(ErrorCode.class);

    RefusalAnswers() {
        for (ErrorCode code : ErrorCode.values()) {
            counts.put(code, new LongAdder());
        }
    }

    /** Takes the place of whatever was prepared for that response and not sent yet. */
    void write(Refusal refusal, HttpServletResponse response) throws IOException {
        count(refusal);
        ErrorJson.write(refusal, response);
    }

    /** One that somebody else answers. */
    void count(Refusal refusal) {
        counts.getOrDefault(refusal.code(), new LongAdder()).increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.forEach((code, count) -> FunctionCounter.builder("orgledger.refusals", count, LongAdder::doubleValue)
                .description("Requests that were answered with that code").tag("code", code.code())
                .tag("status", Integer.toString(code.status())).register(registry));
    }
}
