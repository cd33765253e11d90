package dev.orgledger.query.platform.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import com.mongodb.client.model.Filters;

import dev.orgledger.edge.Page;
import dev.orgledger.query.platform.mongo.Shape;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * The part of a list that was asked for, by page or by cursor.
 *
 * @param documents at most as many as asked for
 * @param total how many the whole list has
 * @param nextCursor where the next part begins; null at the end
 */
public record Found(List<Document> documents, long total, @Nullable String nextCursor) {

    /**
     * Asks the store.
     *
     * @param name names the list, for its cursors
     */
    public static Found of(Store store, Shape shape, Bson filter, Page page, String name) {
        long total = store.count(shape, filter);
        Bson rest = page.cursor() == null
                ? filter
                : Filters.and(filter, shape.behind(Cursor.parse(name, page.cursor()))
                        .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_CURSOR)));
        List<Document> documents = page.limit() == 0
                ? List.of()
                : store.find(shape, rest, page.cursor() == null ? page.skip() : 0, page.limit() + 1);
        if (documents.size() <= page.limit()) {
            return new Found(documents, total, null);
        }
        List<Document> part = documents.subList(0, page.limit());
        return new Found(part, total, Cursor.of(name, shape.placeOf(part.getLast())));
    }

    /** The answer to the client. */
    public Map<String, Object> answer(Page page, Function<Document, Map<String, Object>> view) {
        return Listing.part(documents.stream().map(view).toList(), total, page, nextCursor);
    }
}
