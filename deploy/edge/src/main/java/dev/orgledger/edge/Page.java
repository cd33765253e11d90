package dev.orgledger.edge;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. A controller method takes it as a parameter.
 *
 * @param page from 0
 * @param limit 50 unless asked for, at most 100
 * @param cursor where a former page ended, in the list's own terms; goes before {@code page}
 */
public record Page(int page, int limit, @Nullable String cursor) {

    /** How many entries lie before this page. */
    public int skip() {
        return (int) Math.min((long) page * limit, Integer.MAX_VALUE);
    }
}
