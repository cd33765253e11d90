package dev.orgledger.query.history;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.orgledger.query.history.PastState.Grant;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.apikey.ApiKeyEvent;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.state.StateRecord;

/** What API keys were at a moment, by the logs of their owners. */
@Component
public class KeyHistory {

    /**
     * A key, revoked ones included.
     *
     * @param grant by which event it was made, and by whom
     */
    public record PastKey(StateRecord.Key key, Instant createdAt, Grant grant) {}

    /** Where the logs of users tell of keys. */
    static final Pages LISTED = new Pages(Collections.KEY_HISTORY);
    private static final int STRETCH = 1_000;
    private static final int KNOWN = 5_000;

    private final Store store;
    /** Neither ever becomes another: whose key that is, and what stands at a place in a log. */
    private final Cache<String, String> owners = Caffeine.newBuilder().maximumSize(KNOWN).build();
    private final Cache<String, LoggedEvent> events = Caffeine.newBuilder().maximumSize(KNOWN).build();

    KeyHistory(Store store) {
        this.store = store;
    }

    /** Whose key that is; empty for one that never was. */
    public Optional<String> ownerOf(String keyId) {
        return Optional.ofNullable(owners.get(keyId, id -> store.byId(Collections.KEY_HISTORY, id)
                .map(found -> found.getString("user_id")).orElse(null)));
    }

    /** That key then; empty where it was not yet there. */
    public Optional<PastKey> of(String keyId, Instant moment) {
        return ownerOf(keyId).flatMap(owner -> ofUsers(List.of(owner), moment).stream()
                .filter(key -> key.key().keyId().equals(keyId)).findFirst());
    }

    /** The keys that these users had made by then, as they were then. */
    public List<PastKey> ofUsers(Collection<String> userIds, Instant moment) {
        List<String> places = LISTED.of(store, userIds).values().stream().flatMap(Collection::stream).toList();
        Map<String, PastKey> keys = new LinkedHashMap<>();
        for (int from = 0; from < places.size(); from += STRETCH) {
            List<String> stretch = places.subList(from, Math.min(places.size(), from + STRETCH));
            Map<String, LoggedEvent> found = new HashMap<>(events.getAllPresent(stretch));
            List<String> unknown = stretch.stream().filter(place -> !found.containsKey(place)).toList();
            store.byIds(Collections.AUDIT, unknown, LoggedEvent.FIELDS).forEach((place, document) -> {
                LoggedEvent event = LoggedEvent.of(document);
                found.put(place, event);
                events.put(place, event);
            });
            for (String place : stretch) {
                LoggedEvent event = found.get(place);
                // One that is listed and not there comes with the rest of its batch in a moment.
                if (event != null) {
                    add(event, moment, keys);
                }
            }
        }
        return List.copyOf(keys.values());
    }

    private static void add(LoggedEvent logged, Instant moment, Map<String, PastKey> keys) {
        if (!logged.at().isAfter(moment) && logged.event() instanceof ApiKeyEvent event) {
            keys.compute(event.keyId(), (id, before) -> after(before, event, logged));
        }
    }

    private static @Nullable PastKey after(@Nullable PastKey before, ApiKeyEvent event, LoggedEvent logged) {
        if (event instanceof ApiKeyCreated created) {
            return new PastKey(new StateRecord.Key(created.keyId(), created.userId(),
                    new KeyLimits(created.expiresAt(),
                            created.limitedToOrgs() == null ? null : java.util.Set.copyOf(created.limitedToOrgs()),
                            created.maxRole()),
                    null), logged.at(), new Grant(logged.eventId(), logged.actor(), null));
        }
        if (before == null) {
            return null;
        }
        StateRecord.Key key = before.key();
        StateRecord.Key after = switch (event) {
            case ApiKeyUpdated updated -> new StateRecord.Key(key.keyId(), key.userId(),
                    new KeyLimits(updated.expiresAt(), key.limits().limitedToOrgs(), key.limits().maxRole()),
                    key.revokedAt());
            case ApiKeyRevoked revoked -> new StateRecord.Key(key.keyId(), key.userId(), key.limits(), logged.at());
            case ApiKeyCreated again -> key;
            case ApiKeyRotated rotated -> key;
        };
        return new PastKey(after, before.createdAt(), before.grant());
    }
}
