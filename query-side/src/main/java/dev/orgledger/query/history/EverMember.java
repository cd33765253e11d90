package dev.orgledger.query.history;

import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;

/** Where somebody ever was a member: where to look for the organizations of a past moment. */
@Component
public class EverMember {

    static final Pages LISTED = new Pages(Collections.EVER_MEMBER);

    private static final int KNOWN = 10_000;

    private final Store store;
    /** Only those who did: that never becomes untrue. */
    private final Cache<String, Boolean> joined = Caffeine.newBuilder().maximumSize(KNOWN).build();

    EverMember(Store store) {
        this.store = store;
    }

    /** Whether that person ever joined that organization, whatever that id looks like. */
    public boolean joined(String personId, String orgId) {
        String membership = orgId + "/" + personId;
        if (joined.getIfPresent(membership) != null) {
            return true;
        }
        boolean found = store.byId(Collections.MEMBERS, membership).isPresent();
        if (found) {
            joined.put(membership, true);
        }
        return found;
    }

    /** Ids of the organizations that this person ever joined, deleted ones too. */
    public Set<String> organizationsOf(String personId) {
        return LISTED.of(store, List.of(personId)).getOrDefault(personId, Set.of());
    }
}
