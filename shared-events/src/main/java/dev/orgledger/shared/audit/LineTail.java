package dev.orgledger.shared.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The end of an exported line: {@code ,"cursor":"…","seal":"…"}}.
 *
 * @param contentEnd where the rest of the line ends, in the bytes that it was found in
 * @param number of the line, from 1; -1 when the cursor does not say
 * @param place version of the organization, for a refusal with {@code ~} and its id behind it
 */
record LineTail(int contentEnd, String cursor, String seal, long number, String place, String inner) {

    private static final int MOST_DIGITS = 18;
    private static final byte[] CURSOR = Digests.utf8(",\"cursor\":\"");
    private static final byte[] SEAL = Digests.utf8("\",\"seal\":\"");
    private static final byte[] END = Digests.utf8("\"}");

    /** The end of that line; null when it has none. */
    static @Nullable LineTail of(byte[] bytes, int from, int to) {
        int sealEnd = to - END.length;
        int sealStart = sealEnd - Digests.TEXT;
        int cursorEnd = sealStart - SEAL.length;
        if (cursorEnd <= from || !at(bytes, sealEnd, END) || !at(bytes, cursorEnd, SEAL)) {
            return null;
        }
        int quote = cursorEnd - 1;
        while (quote > from && bytes[quote] != '"') {
            quote--;
        }
        int contentEnd = quote + 1 - CURSOR.length;
        if (contentEnd <= from || !at(bytes, contentEnd, CURSOR)) {
            return null;
        }
        String cursor = text(bytes, quote + 1, cursorEnd);
        String[] parts = cursor.split("\\.", -1);
        return new LineTail(contentEnd, cursor, text(bytes, sealStart, sealEnd), number(parts[0]),
                parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    /** The seal of that line as bytes; null for a line without one, such as a proof. */
    static byte @Nullable [] sealOf(byte[] bytes, int from, int to) {
        int end = to - END.length;
        int start = end - Digests.TEXT;
        if (start - SEAL.length < from || !at(bytes, start - SEAL.length, SEAL)) {
            return null;
        }
        return decoded(text(bytes, start, end));
    }

    byte[] sealBytes() {
        return decoded(seal);
    }

    /** Nothing follows a seal that is none. */
    private static byte[] decoded(String seal) {
        try {
            return Digests.bytes(seal);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    boolean ofRefusal() {
        return place.indexOf('~') >= 0;
    }

    /** The version in the place; -1 when there is none. */
    long version() {
        return number(ofRefusal() ? place.substring(0, place.indexOf('~')) : place);
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean at(byte[] bytes, int from, byte[] expected) {
        return from >= 0 && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
