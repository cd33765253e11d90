package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** Keys in a map. */
public final class InMemoryApiKeys implements ApiKeys {

    private record Row(Kept kept, String secretHash, @Nullable String previousHash, @Nullable Instant previousUntil) {

        boolean opens(String hash, Instant now) {
            return secretHash.equals(hash)
                    || hash.equals(previousHash) && previousUntil != null && now.isBefore(previousUntil);
        }

        Row with(Kept other) {
            return new Row(other, secretHash, previousHash, previousUntil);
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public Optional<Live> byHash(String secretHash, Instant now) {
        return rows.values().stream().filter(row -> row.opens(secretHash, now) && row.kept().revokedAt() == null)
                .map(row -> new Live(row.kept().keyId(), row.kept().userId(), row.kept().limits())).findFirst();
    }

    @Override
    public Optional<String> ownerOf(String keyId) {
        return byId(keyId).map(Kept::userId);
    }

    @Override
    public Optional<Kept> byId(String keyId) {
        return Optional.ofNullable(rows.get(keyId)).map(Row::kept);
    }

    @Override
    public Map<String, String> withoutEnd(String orgId, Collection<String> owners) {
        return rows.values().stream().map(Row::kept)
                .filter(key -> key.revokedAt() == null && owners.contains(key.userId())
                        && key.limits().expiresAt() == null && key.limits().reaches(orgId))
                .collect(Collectors.toMap(Kept::keyId, Kept::userId, (one, other) -> one, LinkedHashMap::new));
    }

    @Override
    public List<String> unrevokedOf(String userId) {
        return rows.values().stream().map(Row::kept)
                .filter(key -> key.userId().equals(userId) && key.revokedAt() == null).map(Kept::keyId).toList();
    }

    @Override
    public void created(String keyId, String userId, String name, String secretHash, KeyLimits limits, Instant at) {
        rows.put(keyId, new Row(new Kept(keyId, userId, name, limits, null), secretHash, null, null));
    }

    @Override
    public void updated(String keyId, String name, @Nullable Instant expiresAt) {
        rows.computeIfPresent(keyId, (id, row) -> row.with(new Kept(keyId, row.kept().userId(), name,
                new KeyLimits(expiresAt, row.kept().limits().limitedToOrgs(), row.kept().limits().maxRole()),
                row.kept().revokedAt())));
    }

    @Override
    public void rotated(String keyId, String secretHash, @Nullable Instant previousWorksUntil) {
        rows.computeIfPresent(keyId, (id, row) -> new Row(row.kept(), secretHash,
                previousWorksUntil == null ? null : row.secretHash(), previousWorksUntil));
    }

    @Override
    public void revoked(String keyId, Instant at) {
        rows.computeIfPresent(keyId, (id, row) -> row
                .with(new Kept(keyId, row.kept().userId(), row.kept().name(), row.kept().limits(), at)));
    }
}
