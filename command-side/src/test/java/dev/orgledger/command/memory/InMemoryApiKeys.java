package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
    public void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at) {
        rows.put(keyId, new Row(new Live(keyId, userId, limits), name, secretHash, null));
    }

    @Override
    public void revoked(String keyId, Instant at) {
        rows.computeIfPresent(keyId, (id, row) -> new Row(row.live(), row.name(), row.secretHash(), at));
    }
}
