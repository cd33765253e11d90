package dev.orgledger.query.history;

import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;

/** Where somebody ever was a member: where to look for the organizations of a past moment. */
@Component
public class EverMember {

    static final Pages LISTED = new Pages(Collections.EVER_MEMBER);

    private final Store store;

    EverMember(Store store) {
        this.store = store;
    }

    /** Whether that person ever joined that organization, whatever that id looks like. */
    public boolean joined(String personId, String orgId) {
        return store.byId(Collections.MEMBERS, orgId + "/" + personId).isPresent();
    }

    /** Ids of the organizations that this person ever joined, deleted ones too. */
    public Set<String> organizationsOf(String personId) {
        return LISTED.of(store, List.of(personId)).getOrDefault(personId, Set.of());
    }
}
