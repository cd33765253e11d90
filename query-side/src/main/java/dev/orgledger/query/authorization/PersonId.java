package dev.orgledger.query.authorization;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Id of a person, in 16 bytes where it has the form that this service gives; there are many of them in memory. An id of
 * any other form is kept as it is.
 */
class PersonId {

    private static final String PREFIX = "user_";
    private static final int DIGITS = 32;

    private final long high;
    private final long low;
    private final @Nullable String other;

    PersonId(String text) {
        if (compact(text)) {
            high = HexFormat.fromHexDigitsToLong(text, PREFIX.length(), PREFIX.length() + 16);
            low = HexFormat.fromHexDigitsToLong(text, PREFIX.length() + 16, PREFIX.length() + DIGITS);
            other = null;
        } else {
            high = 0;
            low = text.hashCode();
            other = text;
        }
    }

    private static boolean compact(String text) {
        return text.length() == PREFIX.length() + DIGITS && text.startsWith(PREFIX)
                && text.chars().skip(PREFIX.length()).allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** The id as it is written. */
    final String text() {
        return other != null ? other : PREFIX + HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    @Override
    public final boolean equals(@Nullable Object object) {
        return object instanceof PersonId that && high == that.high && low == that.low
                && (other == null ? that.other == null : other.equals(that.other));
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(high * 31 + low);
    }
}
