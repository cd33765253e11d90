package dev.orgledger.shared.refusal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that is not carried out, and why. Thrown wherever a rule says no; the edge turns it into the error body of
 * contract section 1. Carries no stack trace: it is an answer, not a fault.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String sentence;
    private final transient Map<String, Object> details;
    private final @Nullable Duration retryAfter;
    private final boolean repeated;

    private Refusal(ErrorCode code, String sentence, Map<String, Object> details, @Nullable Duration retryAfter,
            boolean repeated) {
        super(code.code() + ": " + sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
        this.repeated = repeated;
    }

    /** Refused for that reason, with its usual sentence. */
    public static Refusal of(ErrorCode code) {
        return new Refusal(code, code.sentence(), Map.of(), null, false);
    }

    /** The same with another sentence for people; never put a secret or somebody's personal data into it. */
    public Refusal saying(String otherSentence) {
        return new Refusal(code, otherSentence, details, retryAfter, repeated);
    }

    /** The same with one more entry under {@code details}. */
    public Refusal with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Refusal(code, sentence, more, retryAfter, repeated);
    }

    /** The same with a {@code Retry-After}, rounded up to whole seconds, at least one. */
    public Refusal retryAfter(Duration wait) {
        return new Refusal(code, sentence, details, wait, repeated);
    }

    /** The same as the first answer to a request that came once more: nothing was tried anew. */
    public Refusal again() {
        return new Refusal(code, sentence, details, retryAfter, true);
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for a person: {@code error} of the body. */
    public String sentence() {
        return sentence;
    }

    public Map<String, Object> details() {
        return details;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether it only repeats what was answered before. */
    public boolean repeated() {
        return repeated;
    }
}
