package dev.orgledger.command.apikey;

import java.time.Clock;
import java.time.Instant;

import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Ends all keys of a person who is to be forgotten, in the transaction at hand. */
@Component
public class EndOfKeys {

    private final ObjectProvider<Repository<ApiKey>> repository;
    private final ApiKeys keys;
    private final Clock clock;

    EndOfKeys(ObjectProvider<Repository<ApiKey>> repository, ApiKeys keys, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.clock = clock;
    }

    /** None is made meanwhile: whoever makes one asks for an owner who stays. */
    public void of(String userId) {
        Instant now = clock.instant();
        for (String keyId : keys.unrevokedOf(userId)) {
            repository.getObject().load(keyId).execute(key -> key.endWithItsOwner(keyId, now, keys));
        }
    }
}
