package dev.orgledger.query.history;

import java.util.Set;
import java.util.stream.Collectors;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;

/** Where somebody ever was a member: where to look for the organizations of a past moment. */
@Component
public class EverMember {

    private final Store store;

    EverMember(Store store) {
        this.store = store;
    }

    /** Ids of the organizations that this person ever joined, deleted ones too. */
    public Set<String> organizationsOf(String personId) {
        return store.byId(Collections.EVER_MEMBER, personId).orElse(new Document()).entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Document).map(java.util.Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
