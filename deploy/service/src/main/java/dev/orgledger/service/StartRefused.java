package dev.orgledger.service;

import org.jspecify.annotations.Nullable;

/** Why nothing is started, said to the person at the terminal. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    public StartRefused(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What that person can do about it. */
    String advice() {
        return advice;
    }
}
