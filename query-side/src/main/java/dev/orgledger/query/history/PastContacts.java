package dev.orgledger.query.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.bson.Document;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;

import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.envelope.EventJson;

/** Management addresses of the past: they stand beside the event that they came with, until they are to be forgotten. */
@Component
public class PastContacts {

    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {
    };
    private static final String ADDRESS = "management_email.new";

    private final Store store;

    PastContacts(Store store) {
        this.store = store;
    }

    /** The addresses of these organizations then, by organization; without those that are forgotten. */
    public Map<String, String> of(Collection<PastState> organizations) {
        Map<String, Document> details = store.byIds(Collections.EVENT_DETAILS,
                organizations.stream().map(state -> state.settings().contactEvent()).toList());
        Map<String, String> addresses = new HashMap<>();
        for (PastState state : organizations) {
            for (Object part : details.getOrDefault(state.settings().contactEvent(), new Document()).values()) {
                if (part instanceof Document one && one.getString("values") != null) {
                    String address = EventJson.mapper().readValue(one.getString("values"), STRINGS).get(ADDRESS);
                    if (address != null) {
                        addresses.put(state.organization().orgId(), address);
                    }
                }
            }
        }
        return addresses;
    }
}
