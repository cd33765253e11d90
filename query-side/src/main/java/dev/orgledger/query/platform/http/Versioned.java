package dev.orgledger.query.platform.http;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;

/** Answers about one organization, with its version as contract section 1 wants it. */
@Component
public class Versioned {

    private final Store store;

    Versioned(Store store) {
        this.store = store;
    }

    /**
     * That answer, with {@code x-org-version} and {@code ETag}.
     *
     * @param body asked for after the version, so that it is of that version or a later one, never of an earlier
     */
    public ResponseEntity<Map<String, Object>> answer(String orgId, Supplier<Map<String, Object>> body) {
        return answer(orgId, organization -> body.get());
    }

    /** The same where the answer is made with the organization's document, which is null when it is not there yet. */
    public ResponseEntity<Map<String, Object>> answer(String orgId,
            Function<@Nullable Document, Map<String, Object>> body) {
        Document organization = store.byId(Collections.ORGANIZATIONS, orgId).orElse(null);
        return answer(organization == null ? 0 : organization.getLong("version"), body.apply(organization));
    }

    /** That answer of that version. */
    public static <T> ResponseEntity<T> answer(long version, T body) {
        return ResponseEntity.ok().header("x-org-version", Long.toString(version)).eTag("\"" + version + "\"")
                .body(body);
    }
}
