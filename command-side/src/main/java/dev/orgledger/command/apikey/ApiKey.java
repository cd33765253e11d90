package dev.orgledger.command.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.apikey.ApiKeyCommand.CreateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.Created;
import dev.orgledger.command.apikey.ApiKeyCommand.RevokeApiKey;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.AnEndDateLiesInTheFuture;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** An API key of one user. Secret and name are never in its events. */
@Aggregate
public class ApiKey {

    @AggregateIdentifier
    private @Nullable String keyId;
    private String userId = "";
    private boolean revoked;

    /** For Axon, which fills it from events. */
    ApiKey() {
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Created handle(CreateApiKey wish, Clock clock, People people, ApiKeys keys) {
        AKeyIsMadeForOneself.check(wish.by(), wish.userId());
        Instant now = clock.instant();
        AKeyReachesSomething.check(wish.limitedToOrgs());
        AnEndDateLiesInTheFuture.check(wish.expiresAt(), now);
        people.byId(wish.userId()).filter(Person::registered)
                .orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
        keys.created(wish.keyId(), wish.userId(), wish.name().text(), wish.secretHash(),
                new KeyLimits(wish.expiresAt(), wish.limitedToOrgs(), wish.maxRole()), now);
        AggregateLifecycle.apply(
                new ApiKeyCreated(wish.keyId(), wish.userId(), wish.expiresAt(), sorted(wish.limitedToOrgs()),
                        wish.maxRole()),
                Personal.about(wish.userId()).with("name", wish.name().text()).asMetaData());
        return new Created(wish.keyId(), wish.expiresAt());
    }

    @CommandHandler
    void handle(RevokeApiKey wish, Clock clock, ApiKeys keys) {
        ANarrowedKeyStaysNarrow.check(wish.by());
        if (revoked || !userId.equals(wish.by().personId())) {
            throw Refusal.of(ErrorCode.APIKEY_NOT_FOUND);
        }
        keys.revoked(wish.keyId(), clock.instant());
        AggregateLifecycle.apply(new ApiKeyRevoked(wish.keyId(), userId));
    }

    @EventSourcingHandler
    void on(ApiKeyCreated event) {
        keyId = event.keyId();
        userId = event.userId();
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked event) {
        revoked = true;
    }

    private static @Nullable List<String> sorted(@Nullable Set<String> orgs) {
        return orgs == null ? null : orgs.stream().sorted().toList();
    }
}
