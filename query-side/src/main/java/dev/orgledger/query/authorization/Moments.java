package dev.orgledger.query.authorization;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.history.EverMember;
import dev.orgledger.query.history.History;
import dev.orgledger.query.history.KeyHistory;
import dev.orgledger.query.platform.http.Reads;

/** From {@code at} to what was known then. */
@Component
class Moments {

    private final AccessState state;
    private final History history;
    private final EverMember everMember;
    private final KeyHistory keys;
    private final Clock clock;

    Moments(AccessState state, History history, EverMember everMember, KeyHistory keys, Clock clock) {
        this.state = state;
        this.history = history;
        this.everMember = everMember;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What was known at that moment.
     *
     * @param at as typed; null is the present
     */
    Knowledge of(@Nullable String at) {
        return at == null
                ? new Knowledge.Present(state, clock)
                : new Knowledge.Past(Reads.moment(at, clock.instant()), history, everMember, keys, state);
    }
}
