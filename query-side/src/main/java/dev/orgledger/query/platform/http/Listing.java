package dev.orgledger.query.platform.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.orgledger.edge.Page;
import dev.orgledger.query.platform.mongo.Store;

/** The answers of contract section 1: one thing, or a part of a list. */
public final class Listing {

    private Listing() {
    }

    /** {@code {"data": …}} */
    public static Map<String, Object> one(Object data) {
        return Map.of("data", data);
    }

    /**
     * A part of a list.
     *
     * @param total how many there are; anything above {@link Store#COUNTED} says "more than that"
     * @param nextCursor where the next part begins; null at the end
     */
    public static Map<String, Object> part(List<?> data, long total, Page page, @Nullable String nextCursor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", data);
        body.put("total", Math.min(total, Store.COUNTED));
        body.put("total_capped", total > Store.COUNTED);
        body.put("page", page.page());
        body.put("limit", page.limit());
        body.put("next_cursor", nextCursor);
        return body;
    }
}
