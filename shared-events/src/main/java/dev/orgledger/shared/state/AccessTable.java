package dev.orgledger.shared.state;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Authorizer.Standing;
import dev.orgledger.shared.role.Decision;
import dev.orgledger.shared.role.Decision.Denied;
import dev.orgledger.shared.role.Decision.Reason;
import dev.orgledger.shared.role.Principal;

/**
 * Decides in the memory of another service: feed it every record of {@code org.state.v1} from the beginning, in the order
 * of each partition, and it answers as the service's own checks do. One thread feeds, any number ask.
 *
 * <p>
 * Delivery is at least once. Memberships come before the organization's own record of the same version, so whatever is not
 * newer than that is a repeat, and is dropped: it could let in again, for a moment, somebody who was removed.
 */
public final class AccessTable {

    private final Map<String, StateRecord> records = new ConcurrentHashMap<>();
    private final Authorizer authorizer = Authorizer.standard();

    /**
     * Takes in one record.
     *
     * @param value as JSON; null takes away what stands under that key
     * @param orgVersion the record's header {@code ce_orgversion}; null where it has none, as on users and keys
     * @throws IllegalArgumentException for a key of no known kind, one of an organization without a version, or the JSON
     *             {@code null}
     * @throws tools.jackson.core.JacksonException for a value that is not of the key's kind
     */
    public void apply(String key, byte @Nullable [] value, @Nullable Long orgVersion) {
        if (key.startsWith("org_") && isRepeat(key, orgVersion)) {
            return;
        }
        if (value == null) {
            records.remove(key);
        } else {
            StateRecord told = EventJson.mapper().readValue(value, StateRecord.typeOf(key));
            if (told == null) {
                throw new IllegalArgumentException("a record that says null, and is no tombstone");
            }
            records.put(key, told);
        }
    }

    /** May that user do this in that organization? The permission by its wire name. */
    public Decision decideForUser(String orgId, String userId, String permission, Instant now) {
        return authorizer.decide(new Principal.User(userId), standing(orgId, userId), permission, now);
    }

    /** May that API key do this in that organization? */
    public Decision decideForKey(String orgId, String keyId, String permission, Instant now) {
        Principal.ApiKey key = find(keyId, StateRecord.Key.class).map(known -> known.principal(now)).orElse(null);
        return key == null
                ? new Denied(Reason.KEY_NOT_VALID, null)
                : authorizer.decide(key, standing(orgId, key.userId()), permission, now);
    }

    private boolean isRepeat(String key, @Nullable Long orgVersion) {
        if (orgVersion == null) {
            throw new IllegalArgumentException("a record of an organization without its version");
        }
        int slash = key.indexOf('/');
        return find(slash < 0 ? key : key.substring(0, slash), StateRecord.Organization.class)
                .filter(known -> orgVersion <= known.version()).isPresent();
    }

    private Standing standing(String orgId, String userId) {
        PersonFacts facts = find(userId, StateRecord.User.class).map(StateRecord.User::facts)
                .orElse(PersonFacts.UNKNOWN);
        return find(orgId, StateRecord.Organization.class)
                .map(known -> new Standing(orgId, known.deleted(),
                        find(orgId + "/" + userId, StateRecord.Membership.class).map(StateRecord.Membership::binding)
                                .orElse(null),
                        known.policy(), known.cutOffKeys(), facts))
                .orElse(new Standing(orgId, false, null, SecurityPolicy.NONE, Set.of(), facts));
    }

    private <T extends StateRecord> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(records.get(key)).map(type::cast);
    }
}
