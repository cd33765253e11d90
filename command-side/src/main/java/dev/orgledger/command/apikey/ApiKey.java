package dev.orgledger.command.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import dev.orgledger.command.apikey.ApiKeyCommand.RotateApiKey;
import dev.orgledger.command.apikey.ApiKeyCommand.UpdateApiKey;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.command.platform.vault.Personal;
import dev.orgledger.command.value.AnEndDateLiesInTheFuture;
import dev.orgledger.command.value.ApiKeyName;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRotated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyUpdated;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** An API key of one user. Secret and name are never in its events. */
@Aggregate
public class ApiKey {

    @AggregateIdentifier
    private @Nullable String keyId;
    private String userId = "";
    private @Nullable Instant expiresAt;
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
        people.staying(wish.userId()).filter(Person::registered)
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
    void handle(UpdateApiKey wish, Clock clock, ApiKeys keys) {
        requireOwner(wish.by());
        String name = nameOf(wish.keyId(), keys);
        ApiKeyName newName = wish.name().over(new ApiKeyName(name));
        if (newName == null) {
            throw Refusal.of(ErrorCode.APIKEY_NAME_REQUIRED);
        }
        Instant newEnd = wish.expiresAt().over(expiresAt);
        List<String> changed = new ArrayList<>();
        Personal names = Personal.about(userId);
        if (!newName.text().equals(name)) {
            changed.add("name");
            names = names.with("name.old", name).with("name.new", newName.text());
        }
        if (!Objects.equals(newEnd, expiresAt)) {
            AnEndDateLiesInTheFuture.check(newEnd, clock.instant());
            changed.add("expires_at");
        }
        if (!changed.isEmpty()) {
            keys.updated(wish.keyId(), newName.text(), newEnd);
            AggregateLifecycle.apply(new ApiKeyUpdated(wish.keyId(), userId, changed, newEnd, expiresAt),
                    names.asMetaData());
        }
    }

    /** A key that is over keeps its secret: with another one it would work no better. */
    @CommandHandler
    void handle(RotateApiKey wish, Clock clock, ApiKeys keys) {
        requireOwner(wish.by());
        Instant now = clock.instant();
        AnEndDateLiesInTheFuture.check(expiresAt, now);
        Instant previousWorksUntil = wish.grace().isZero() ? null : now.plus(wish.grace());
        keys.rotated(wish.keyId(), wish.secretHash(), previousWorksUntil);
        AggregateLifecycle.apply(new ApiKeyRotated(wish.keyId(), userId, previousWorksUntil));
    }

    @CommandHandler
    void handle(RevokeApiKey wish, Clock clock, ApiKeys keys) {
        requireOwner(wish.by());
        end(wish.keyId(), clock.instant(), keys);
    }

    /** With its owner, who is to be forgotten. */
    void endWithItsOwner(String id, Instant now, ApiKeys keys) {
        if (!revoked) {
            end(id, now, keys);
        }
    }

    private void end(String id, Instant now, ApiKeys keys) {
        keys.revoked(id, now);
        AggregateLifecycle.apply(new ApiKeyRevoked(id, userId));
    }

    @EventSourcingHandler
    void on(ApiKeyCreated event) {
        keyId = event.keyId();
        userId = event.userId();
        expiresAt = event.expiresAt();
    }

    @EventSourcingHandler
    void on(ApiKeyUpdated event) {
        expiresAt = event.expiresAt();
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked event) {
        revoked = true;
    }

    private void requireOwner(Principal by) {
        ANarrowedKeyStaysNarrow.check(by);
        if (revoked || !userId.equals(by.personId())) {
            throw Refusal.of(ErrorCode.APIKEY_NOT_FOUND);
        }
    }

    private static String nameOf(String keyId, ApiKeys keys) {
        return keys.byId(keyId).map(ApiKeys.Kept::name).orElseThrow(() -> Refusal.of(ErrorCode.APIKEY_NOT_FOUND));
    }

    private static @Nullable List<String> sorted(@Nullable Set<String> orgs) {
        return orgs == null ? null : orgs.stream().sorted().toList();
    }
}
