package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** Keys in a map. */
public final class InMemoryApiKeys implements ApiKeys {

    private record Row(Live live, String name, String secretHash, @Nullable Instant revokedAt) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public Optional<Live> byHash(String secretHash) {
        return rows.values().stream().filter(row -> row.secretHash().equals(secretHash) && row.revokedAt() == null)
                .map(Row::live).findFirst();
    }

    @Override
    public Optional<String> ownerOf(String keyId) {
        return Optional.ofNullable(rows.get(keyId)).map(row -> row.live().userId());
    }

    @Override
    public Map<String, String> withoutEnd(String orgId, Collection<String> owners) {
        return rows.values().stream().filter(row -> row.revokedAt() == null).map(Row::live)
                .filter(live -> owners.contains(live.userId()) && live.limits().expiresAt() == null
                        && live.limits().reaches(orgId))
                .collect(Collectors.toMap(Live::keyId, Live::userId, (one, other) -> one, LinkedHashMap::new));
    }

    @Override
    public void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at) {
        rows.put(keyId, new Row(new Live(keyId, userId, limits), name, secretHash, null));
    }

    @Override
    public void revoked(String keyId, Instant at) {
        rows.computeIfPresent(keyId, (id, row) -> new Row(row.live(), row.name(), row.secretHash(), at));
    }
}
