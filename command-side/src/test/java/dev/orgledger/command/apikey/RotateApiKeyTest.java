package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.ApiKeyCommand.RotateApiKey;
import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class RotateApiKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Object CREATED = new ApiKeyCreated("key_1", "user_ann", null, null, null);
    private static final Principal ANN = new Principal.User("user_ann");

    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final AggregateTestFixture<ApiKey> fixture = new AggregateTestFixture<>(ApiKey.class);

    RotateApiKeyTest() {
        fixture.registerInjectableResource(keys).registerInjectableResource(new EventTime())
                .registerInjectableResource(new InMemoryPeople());
        keys.created("key_1", "user_ann", "Build server", "first", KeyLimits.NONE, NOW);
    }

    @Test
    void givenAGraceWhenRotatingThenTheEventSaysItsEndAndBothSecretsWorkUntilThen() {
        when(rotate("second", Duration.ofSeconds(60), ANN), CREATED)
                .expectEvents(new ApiKeyRotated("key_1", "user_ann", NOW.plusSeconds(60)));

        assertThat(keys.byHash("second", NOW)).isPresent();
        assertThat(keys.byHash("first", NOW)).isPresent();
        assertThat(keys.byHash("first", NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void givenNoGraceWhenRotatingThenThePreviousSecretEndsAtOnce() {
        when(rotate("second", Duration.ZERO, ANN), CREATED)
                .expectEvents(new ApiKeyRotated("key_1", "user_ann", null));

        assertThat(keys.byHash("second", NOW)).isPresent();
        assertThat(keys.byHash("first", NOW)).isEmpty();
    }

    @Test
    void givenAGraceStillRunningWhenRotatingAgainThenTheOldestSecretEndsAtOnce() {
        when(rotate("second", Duration.ofSeconds(60), ANN), CREATED);
        when(rotate("third", Duration.ofSeconds(60), ANN), CREATED,
                new ApiKeyRotated("key_1", "user_ann", NOW.plusSeconds(60)))
                .expectEvents(new ApiKeyRotated("key_1", "user_ann", NOW.plusSeconds(60)));

        assertThat(keys.byHash("first", NOW)).isEmpty();
        assertThat(keys.byHash("second", NOW)).isPresent();
    }

    @Test
    void givenAKeyThatIsOverWhenRotatingThenExpirationInPastUntilItIsGivenAnotherEnd() {
        Object brief = new ApiKeyCreated("key_1", "user_ann", NOW, null, null);
        refused(when(rotate("second", Duration.ZERO, ANN), brief), ErrorCode.EXPIRATION_IN_PAST);
        when(rotate("second", Duration.ZERO, ANN), brief,
                new ApiKeyUpdated("key_1", "user_ann", java.util.List.of("expires_at"), null, NOW))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenARevokedOrForeignKeyWhenRotatingThenApikeyNotFound() {
        refused(when(rotate("second", Duration.ZERO, ANN), CREATED, new ApiKeyRevoked("key_1", "user_ann")),
                ErrorCode.APIKEY_NOT_FOUND);
        refused(when(rotate("second", Duration.ZERO, new Principal.User("user_bob")), CREATED),
                ErrorCode.APIKEY_NOT_FOUND);
        assertThat(keys.byHash("first", NOW)).isPresent();
    }

    @Test
    void givenANarrowedKeyWhenRotatingThenPermissionDenied() {
        refused(when(rotate("second", Duration.ZERO,
                new Principal.ApiKey("key_1", "user_ann", new KeyLimits(null, null, Role.SUPER_ADMIN))), CREATED),
                ErrorCode.PERMISSION_DENIED);
    }

    private ResultValidator<ApiKey> when(RotateApiKey wish, Object... given) {
        return fixture.givenCurrentTime(NOW).andGiven(given).when(wish);
    }

    private static RotateApiKey rotate(String hash, Duration grace, Principal by) {
        return new RotateApiKey("key_1", hash, grace, by);
    }

    private static void refused(ResultValidator<ApiKey> outcome, ErrorCode code) {
        outcome.expectNoEvents().expectException(Refused.by(code));
    }
}
