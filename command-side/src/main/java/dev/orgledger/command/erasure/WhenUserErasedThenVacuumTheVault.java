package dev.orgledger.command.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

import dev.orgledger.command.platform.agenda.Agenda;
import dev.orgledger.command.platform.agenda.LaterTask;
import dev.orgledger.shared.user.UserEvent.UserErased;

/**
 * Lets PostgreSQL drop what its tables and statistics still hold of a forgotten person, soon and once more a while later, as a
 * transaction from before may have kept old rows. However many are erased at a time, it is done once for all of them.
 */
@Component
@ProcessingGroup("erased-rows")
class WhenUserErasedThenVacuumTheVault implements LaterTask {

    private static final String NAME = "erased-rows";
    private static final long EVERY_SECONDS = 10;
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final Agenda agenda;
    private final Clock clock;
    private final JdbcVacuum vacuum;

    WhenUserErasedThenVacuumTheVault(Agenda agenda, Clock clock, JdbcVacuum vacuum) {
        this.agenda = agenda;
        this.clock = clock;
        this.vacuum = vacuum;
    }

    @EventHandler
    void on(UserErased event) {
        atTheNextTurnAfter(clock.instant());
        atTheNextTurnAfter(clock.instant().plus(A_WHILE));
    }

    private void atTheNextTurnAfter(Instant time) {
        long turn = time.getEpochSecond() / EVERY_SECONDS + 1;
        agenda.add(NAME, Long.toString(turn), Instant.ofEpochSecond(turn * EVERY_SECONDS));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String turn) {
        vacuum.ofTheVault();
    }
}
