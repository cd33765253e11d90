package dev.orgledger.embedded;

import org.jspecify.annotations.Nullable;

/** Why a data folder cannot be taken hold of, said to the person who started the program. */
public final class FolderRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    FolderRefused(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What that person can do about it. */
    public String advice() {
        return advice;
    }
}
