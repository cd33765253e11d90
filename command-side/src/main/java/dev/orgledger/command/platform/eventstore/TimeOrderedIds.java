package dev.orgledger.command.platform.eventstore;

import org.axonframework.common.IdentifierFactory;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/**
 * Ids of events and messages: UUIDs of version 7. What comes later sorts behind what came before, so every index of events, in
 * PostgreSQL and in the document store, grows at its end instead of changing everywhere. Axon finds it as a service.
 */
public final class TimeOrderedIds extends IdentifierFactory {

    private static final NoArgGenerator UUIDS = Generators.timeBasedEpochGenerator();

    @Override
    public String generateIdentifier() {
        return UUIDS.generate().toString();
    }
}
