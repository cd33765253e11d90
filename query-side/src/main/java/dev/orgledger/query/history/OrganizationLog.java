package dev.orgledger.query.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;

/** Reads the log of an organization by stretches of versions, which are ids: every store finds those fast. */
@Component
class OrganizationLog {

    /** More are not asked for at once. */
    static final int STRETCH = 256;

    private final Store store;

    OrganizationLog(Store store) {
        this.store = store;
    }

    /**
     * The events that follow that version, in order. Ends before the first one that is not there: the projection writes a
     * batch in no order, and what stands behind a gap is none of a state.
     *
     * @param most how many versions to look at
     */
    List<LoggedEvent> after(String orgId, long version, int most) {
        List<String> ids = LongStream.rangeClosed(version + 1, version + most).mapToObj(next -> place(orgId, next))
                .toList();
        Map<String, Document> found = store.byIds(Collections.AUDIT, ids, LoggedEvent.FIELDS);
        List<LoggedEvent> events = new ArrayList<>(found.size());
        for (String id : ids) {
            Document document = found.get(id);
            if (document == null) {
                break;
            }
            events.add(LoggedEvent.of(document));
        }
        return events;
    }

    /** As the audit log's own documents are named; a user's own log has global positions for versions. */
    static String place(String subject, long version) {
        return subject + "/%012d".formatted(version);
    }
}
