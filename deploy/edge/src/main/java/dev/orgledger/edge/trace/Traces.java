package dev.orgledger.edge.trace;

import java.util.Map;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

/** Makes spans that carry no more than the names of things: no value of a request and no message of an exception. */
public final class Traces {

    /** The header of the W3C recommendation, the same in HTTP and on Kafka. */
    public static final String HEADER = "traceparent";

    /** Version 00 as the recommendation has it; ids of zeros only are none. */
    private static final Pattern VALID = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** What a span is to others. */
    public enum Kind {
        /** Work inside this process. */
        INTERNAL,
        /** A record on its way to Kafka. */
        PRODUCER,
        /** A record that came from Kafka. */
        CONSUMER
    }

    private record Tracing(Tracer tracer, Propagator propagator) {}

    private final @Nullable Tracing tracing;

    private Traces(@Nullable Tracing tracing) {
        this.tracing = tracing;
    }

    /** No spans: contexts are only handed on. */
    public static Traces none() {
        return new Traces(null);
    }

    /** Spans by that tracer. */
    static Traces by(Tracer tracer, Propagator propagator) {
        return new Traces(new Tracing(tracer, propagator));
    }

    /** Whether spans are made. */
    public boolean active() {
        return tracing != null;
    }

    /**
     * The context that what this request causes belongs to; null where nobody wants to know: the caller sent none, and the
     * request was not sampled.
     */
    public @Nullable String of(HttpServletRequest request) {
        String sent = valid(request.getHeader(HEADER));
        TraceContext present = tracing == null ? null : tracing.tracer().currentTraceContext().context();
        if (present == null) {
            return sent;
        }
        return sent != null || Boolean.TRUE.equals(present.sampled()) ? text(present) : null;
    }

    /** That text if it is a trace context, else null. */
    static @Nullable String valid(@Nullable String sent) {
        return sent != null && VALID.matcher(sent).matches() ? sent : null;
    }

    /**
     * Begins a span, which is the present one of this thread until it is closed there.
     *
     * @param parent the context that it belongs to; without one it begins a trace, or goes on with the thread's
     */
    public Step begin(String name, Kind kind, @Nullable String parent) {
        return tracing == null ? new Step(parent, null, null) : step(tracing, name, kind, parent, true);
    }

    /** The same, but not the present span of any thread: for many at once, closed anywhere. */
    public Step beginApart(String name, Kind kind, @Nullable String parent) {
        return tracing == null ? new Step(parent, null, null) : step(tracing, name, kind, parent, false);
    }

    private static Step step(Tracing tracing, String name, Kind kind, @Nullable String parent, boolean present) {
        TraceContext current = tracing.tracer().currentTraceContext().context();
        Span.Builder builder = parent == null || current != null && parent.contains(current.traceId())
                ? tracing.tracer().spanBuilder()
                : tracing.propagator().extract(Map.of(HEADER, parent), Map::get);
        if (kind != Kind.INTERNAL) {
            builder.kind(Span.Kind.valueOf(kind.name()));
        }
        Span span = builder.name(name).start();
        boolean wanted = parent != null || Boolean.TRUE.equals(span.context().sampled());
        return new Step(wanted ? text(span.context()) : null, span,
                present ? tracing.tracer().withSpan(span) : null);
    }

    private static String text(TraceContext context) {
        return "00-" + context.traceId() + "-" + context.spanId() + "-"
                + (Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
    }

    /** A span that has begun. */
    public static final class Step implements AutoCloseable {

        private final @Nullable String context;
        private final @Nullable Span span;
        private final Tracer.@Nullable SpanInScope scope;

        private Step(@Nullable String context, @Nullable Span span, Tracer.@Nullable SpanInScope scope) {
            this.context = context;
            this.span = span;
            this.scope = scope;
        }

        /** What to hand on with all that this step causes; null where nobody wants to know. */
        public @Nullable String context() {
            return context;
        }

        /** One more attribute; ids and names, never personal values. */
        public Step tag(String name, @Nullable String value) {
            if (span != null && value != null) {
                span.tag(name, value);
            }
            return this;
        }

        /** It did not go well, for a reason that has a stable name. */
        public void failed(String reason) {
            tag("error", reason);
        }

        @Override
        public void close() {
            if (scope != null) {
                scope.close();
            }
            if (span != null) {
                span.end();
            }
        }
    }
}
