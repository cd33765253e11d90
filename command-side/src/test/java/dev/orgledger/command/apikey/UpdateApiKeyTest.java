package dev.orgledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.orgledger.command.apikey.ApiKeyCommand.UpdateApiKey;
import dev.orgledger.command.memory.EventTime;
import dev.orgledger.command.memory.InMemoryApiKeys;
import dev.orgledger.command.memory.InMemoryPeople;
import dev.orgledger.command.memory.Refused;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.command.value.Change;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;
import dev.orgledger.shared.role.Role;

class UpdateApiKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final Object CREATED = new ApiKeyCreated("key_1", "user_ann", END, null, Role.WRITE);
    private static final Principal ANN = new Principal.User("user_ann");

    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final AggregateTestFixture<ApiKey> fixture = new AggregateTestFixture<>(ApiKey.class);

    UpdateApiKeyTest() {
        fixture.registerInjectableResource(keys).registerInjectableResource(new EventTime())
                .registerInjectableResource(new InMemoryPeople());
        keys.created("key_1", "user_ann", "Build server", "hash", new KeyLimits(END, null, Role.WRITE), NOW);
    }

    @Test
    void givenAKeyWhenNamedAnewThenTheNamesStandBesideTheEventOnly() {
        when(name("Laptop"), Change.keep()).expectEvents(updated(List.of("name"), END, END))
                .expectResultMessagePayload(null);

        assertThat(keys.byId("key_1").orElseThrow().name()).isEqualTo("Laptop");
        assertThat(keys.byId("key_1").orElseThrow().limits()).isEqualTo(new KeyLimits(END, null, Role.WRITE));
    }

    @Test
    void givenAKeyWhenNamedAnewThenOldAndNewNameArePersonalValues() {
        MetaData values = new Personal("user_ann", Map.of("name.old", "Build server", "name.new", "Laptop"))
                .asMetaData();
        fixture.givenCurrentTime(NOW).andGiven(CREATED)
                .when(new UpdateApiKey("key_1", name("Laptop"), Change.keep(), ANN))
                .expectEvents(new org.axonframework.eventhandling.GenericEventMessage<>(
                        updated(List.of("name"), END, END), values));
    }

    @Test
    void givenAnEndWhenChangedOrClearedThenItIsSo() {
        when(Change.keep(), Change.to(END.plusSeconds(1)))
                .expectEvents(updated(List.of("expires_at"), END.plusSeconds(1), END));
        assertThat(keys.byId("key_1").orElseThrow().limits().expiresAt()).isEqualTo(END.plusSeconds(1));
        assertThat(keys.byId("key_1").orElseThrow().name()).isEqualTo("Build server");

        when(name("Laptop"), Change.to(null)).expectEvents(updated(List.of("name", "expires_at"), null, END));
        assertThat(keys.byId("key_1").orElseThrow().limits().expiresAt()).isNull();
    }

    @Test
    void givenWhatIsSoAlreadyWhenUpdatingThenNoEvent() {
        when(name("Build server"), Change.to(END)).expectSuccessfulHandlerExecution().expectNoEvents();
        when(Change.keep(), Change.keep()).expectSuccessfulHandlerExecution().expectNoEvents();
        fixture.givenCurrentTime(END.plusSeconds(5)).andGiven(CREATED)
                .when(new UpdateApiKey("key_1", Change.keep(), Change.to(END), ANN))
                .expectSuccessfulHandlerExecution().expectNoEvents();
    }

    @Test
    void givenAnEndThatHasPassedWhenUpdatingThenExpirationInPast() {
        refused(when(Change.keep(), Change.to(NOW)), ErrorCode.EXPIRATION_IN_PAST);
    }

    @Test
    void givenNoNameLeftWhenUpdatingThenApikeyNameRequired() {
        refused(when(Change.to(null), Change.keep()), ErrorCode.APIKEY_NAME_REQUIRED);
    }

    @Test
    void givenARevokedOrForeignKeyWhenUpdatingThenApikeyNotFound() {
        refused(fixture.givenCurrentTime(NOW).andGiven(CREATED, new ApiKeyRevoked("key_1", "user_ann"))
                .when(new UpdateApiKey("key_1", name("x"), Change.keep(), ANN)), ErrorCode.APIKEY_NOT_FOUND);
        refused(by(new Principal.User("user_bob")), ErrorCode.APIKEY_NOT_FOUND);
        refused(by(new Principal.Platform()), ErrorCode.APIKEY_NOT_FOUND);
    }

    @Test
    void givenANarrowedKeyWhenUpdatingThenPermissionDenied() {
        refused(by(new Principal.ApiKey("key_1", "user_ann", new KeyLimits(null, null, Role.SUPER_ADMIN))),
                ErrorCode.PERMISSION_DENIED);
    }

    private ResultValidator<ApiKey> by(Principal who) {
        return fixture.givenCurrentTime(NOW).andGiven(CREATED)
                .when(new UpdateApiKey("key_1", name("x"), Change.keep(), who));
    }

    private ResultValidator<ApiKey> when(Change<ApiKeyName> name, Change<Instant> end) {
        keys.created("key_1", "user_ann", "Build server", "hash", new KeyLimits(END, null, Role.WRITE), NOW);
        return fixture.givenCurrentTime(NOW).andGiven(CREATED).when(new UpdateApiKey("key_1", name, end, ANN));
    }

    private static ApiKeyUpdated updated(List<String> changed, @Nullable Instant end, @Nullable Instant previous) {
        return new ApiKeyUpdated("key_1", "user_ann", changed, end, previous);
    }

    private static Change<ApiKeyName> name(String text) {
        return Change.to(new ApiKeyName(text));
    }

    private static void refused(ResultValidator<ApiKey> outcome, ErrorCode code) {
        outcome.expectNoEvents().expectException(Refused.by(code));
    }
}
