package dev.orgledger.standalone;

import org.jspecify.annotations.Nullable;

/** Why nothing is started, said to the person at the terminal. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    StartRefused(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What that person can do about it. */
    String advice() {
        return advice;
    }
}
