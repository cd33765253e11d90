package dev.orgledger.query.audit;

import java.time.Clock;
import java.time.Instant;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.organization.Retention;

/** How far back each log can be searched: what is older is neither listed nor exported, and not deleted either. */
@Component
class SearchableHistory {

    private final Store store;
    private final Clock clock;

    SearchableHistory(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Where the searchable part of that log begins; null where all of it is searchable, as every log of a user is. */
    @Nullable
    Instant beginning(String subject) {
        return store.byId(Collections.ORGANIZATIONS, subject).map(SearchableHistory::retention)
                .map(retention -> retention.searchableSince(clock.instant())).orElse(null);
    }

    private static Retention retention(Document organization) {
        return new Retention(organization.getInteger("searchable_days"),
                organization.getBoolean("legal_hold", false));
    }
}
