package dev.orgledger.edge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as the contract writes them: RFC 3339. */
public final class Times {

    private static final int LAST_YEAR = 9999;

    private Times() {
    }

    /**
     * The instant of an RFC 3339 time with any offset, cut to the milliseconds that every store keeps; empty when the text
     * is none. RFC 3339 has years of four digits: what lies beyond, some stores could not hold.
     */
    public static Optional<Instant> parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= LAST_YEAR
                    ? Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
