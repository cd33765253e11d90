package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.ApiKeyCommand.RevokeApiKey;
import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class RevokeApiKeyTest {

    private static final Object CREATED = new ApiKeyCreated("key_1", "user_ann", null, null, null);
    private static final Principal ANN = new Principal.User("user_ann");

    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final AggregateTestFixture<ApiKey> fixture = new AggregateTestFixture<>(ApiKey.class);

    RevokeApiKeyTest() {
        fixture.registerInjectableResource(keys).registerInjectableResource(new EventTime())
                .registerInjectableResource(new InMemoryPeople());
        keys.created("key_1", "user_ann", "Build server", "hash", KeyLimits.NONE, Instant.EPOCH);
    }

    @Test
    void givenAKeyWhenItsOwnerRevokesThenItIsFoundNoLonger() {
        fixture.given(CREATED).when(new RevokeApiKey("key_1", ANN))
                .expectEvents(new ApiKeyRevoked("key_1", "user_ann"));

        assertThat(keys.byHash("hash", Instant.EPOCH)).isEmpty();
    }

    @Test
    void givenARevokedKeyWhenRevokingAgainThenApikeyNotFound() {
        fixture.given(CREATED, new ApiKeyRevoked("key_1", "user_ann")).when(new RevokeApiKey("key_1", ANN))
                .expectNoEvents().expectException(Refused.by(ErrorCode.APIKEY_NOT_FOUND));
    }

    @Test
    void givenAForeignKeyWhenRevokingThenApikeyNotFound() {
        fixture.given(CREATED).when(new RevokeApiKey("key_1", new Principal.User("user_bob"))).expectNoEvents()
                .expectException(Refused.by(ErrorCode.APIKEY_NOT_FOUND));
    }

    @Test
    void givenANarrowedKeyWhenRevokingThenPermissionDenied() {
        fixture.given(CREATED).when(new RevokeApiKey("key_1",
                new Principal.ApiKey("key_1", "user_ann", new KeyLimits(null, null, Role.SUPER_ADMIN))))
                .expectNoEvents().expectException(Refused.by(ErrorCode.PERMISSION_DENIED));
    }
}
