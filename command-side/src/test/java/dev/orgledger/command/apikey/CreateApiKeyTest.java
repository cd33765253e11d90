package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.ApiKeyCommand.CreateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.Created;
import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class CreateApiKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Principal ANN = new Principal.User("user_ann");
    private static final Principal PLATFORM = new Principal.Platform();

    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final AggregateTestFixture<ApiKey> fixture = new AggregateTestFixture<>(ApiKey.class);

    CreateApiKeyTest() {
        fixture.registerInjectableResource(keys).registerInjectableResource(new EventTime())
                .registerInjectableResource(new InMemoryPeople().withUser("user_ann", "ann@acme.example")
                        .withInvited("user_ivan", "ivan@acme.example"));
    }

    @Test
    void givenAUserWhenCreatingThenAnUnlimitedKeyThatIsFoundByItsHash() {
        when(create("user_ann", null, null, null, ANN))
                .expectEvents(new ApiKeyCreated("key_1", "user_ann", null, null, null))
                .expectResultMessagePayload(new Created("key_1", null));

        assertThat(keys.byHash("hash", NOW)).contains(new ApiKeys.Live("key_1", "user_ann", KeyLimits.NONE));
    }

    @Test
    void givenLimitsWhenThePlatformCreatesThenTheKeyHasThem() {
        Instant end = NOW.plusSeconds(60);

        when(create("user_ann", end, Set.of("org_b", "org_a"), Role.WRITE, PLATFORM))
                .expectEvents(
                        new ApiKeyCreated("key_1", "user_ann", end, List.of("org_a", "org_b"), Role.WRITE))
                .expectResultMessagePayload(new Created("key_1", end));

        assertThat(keys.byHash("hash", NOW).orElseThrow().limits())
                .isEqualTo(new KeyLimits(end, Set.of("org_a", "org_b"), Role.WRITE));
    }

    @Test
    void givenAnEndThatHasPassedWhenCreatingThenExpirationInPast() {
        refused(create("user_ann", NOW, null, null, ANN), ErrorCode.EXPIRATION_IN_PAST);
    }

    @Test
    void givenNoOrganizationLeftWhenCreatingThenInvalidLimitedToOrgs() {
        refused(create("user_ann", null, Set.of(), null, ANN), ErrorCode.INVALID_LIMITED_TO_ORGS);
    }

    @Test
    void givenAnotherUserWhenCreatingThenPermissionDenied() {
        refused(create("user_ann", null, null, null, new Principal.User("user_bob")), ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void givenANarrowedKeyWhenCreatingThenPermissionDeniedButAnEndDateAloneNarrowsNothing() {
        refused(create("user_ann", null, null, null, key(new KeyLimits(null, Set.of("org_a"), null))),
                ErrorCode.PERMISSION_DENIED);
        when(create("user_ann", null, null, null, key(new KeyLimits(NOW.plusSeconds(1), null, null))))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givenSomebodyUnregisteredWhenThePlatformCreatesThenUserNotFound() {
        refused(create("user_ivan", null, null, null, PLATFORM), ErrorCode.USER_NOT_FOUND);
        refused(create("user_nobody", null, null, null, PLATFORM), ErrorCode.USER_NOT_FOUND);
    }

    private void refused(CreateApiKey wish, ErrorCode code) {
        when(wish).expectNoEvents().expectException(Refused.by(code));
    }

    private ResultValidator<ApiKey> when(CreateApiKey wish) {
        return fixture.givenCurrentTime(NOW).when(wish);
    }

    private static Principal key(KeyLimits limits) {
        return new Principal.ApiKey("key_0", "user_ann", limits);
    }

    private static CreateApiKey create(String owner, @Nullable Instant end, @Nullable Set<String> orgs,
            @Nullable Role most, Principal by) {
        return new CreateApiKey("key_1", owner, new ApiKeyName("Build server"), "hash", end, orgs, most, by);
    }
}
