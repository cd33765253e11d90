package dev.orgledger.command.platform.vault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Personal values that belong to one event: handed to {@code apply(event, values.asMetaData())}. On the way to the store
 * the vault takes them out of the metadata, keeps them beside the event, and leaves salted commitments in their place,
 * see {@code VaultInterceptor}; so they are in no stored event.
 *
 * @param personId whom they are about: erasing that person erases them. An organization's id for an address that belongs to
 *            nobody who is known
 * @param values name of the value, such as {@code management_email.old}, to the value
 */
public record Personal(String personId, Map<String, String> values) {

    /** Key of the metadata entry, gone before anything is stored. */
    public static final String METADATA_KEY = "personal";

    public Personal {
        values = Map.copyOf(values);
    }

    /** No values yet about that person. */
    public static Personal about(String personId) {
        return new Personal(personId, Map.of());
    }

    /** The same with one more value; null adds nothing. */
    public Personal with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Personal(personId, more);
    }

    /** For {@code AggregateLifecycle.apply}. */
    public MetaData asMetaData() {
        return values.isEmpty() ? MetaData.emptyInstance() : MetaData.with(METADATA_KEY, this);
    }

    /** The same of one event that has values about several: each has a salt of their own, and is forgotten apart. */
    public static MetaData asMetaData(List<Personal> several) {
        List<Personal> all = several.stream().filter(each -> !each.values().isEmpty()).toList();
        return switch (all.size()) {
            case 0 -> MetaData.emptyInstance();
            case 1 -> all.getFirst().asMetaData();
            default -> MetaData.with(METADATA_KEY, all);
        };
    }
}
