package dev.orgledger.query.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import java.time.Instant;
import java.util.Date;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Which invitations can be answered, wherever they are listed: those that are open, and whose time is not over. */
public final class LiveInvitations {

    /** What an invitation's {@code state} says until it is answered, taken back, or told to have lapsed. */
    public static final String OPEN = "open";

    private LiveInvitations() {
    }

    /** Finds them among the documents. */
    public static Bson at(Instant now) {
        return and(eq("state", OPEN), gt("invitation_expires_at", Date.from(now)));
    }

    /** Whether one that ends then is over, whether or not that was told yet. */
    public static boolean over(@Nullable Instant end, Instant now) {
        return end == null || !end.isAfter(now);
    }
}
