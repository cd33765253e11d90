package dev.orgledger.command.memory;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.axonframework.eventhandling.GenericEventMessage;

/** The clock that events are stamped with: the one that a fixture moves. */
public final class EventTime extends Clock {

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return GenericEventMessage.clock.instant();
    }
}
