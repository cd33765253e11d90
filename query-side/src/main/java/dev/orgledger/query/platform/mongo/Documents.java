package dev.orgledger.query.platform.mongo;

import java.time.Instant;
import java.util.Date;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Between Java's values and a document's. */
public final class Documents {

    private Documents() {
    }

    /** The time in that field. */
    public static @Nullable Instant time(Document document, String field) {
        Date date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    /** A time as a document keeps it, in milliseconds. */
    public static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }
}
