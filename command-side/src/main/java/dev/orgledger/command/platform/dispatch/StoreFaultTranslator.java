package dev.orgledger.command.platform.dispatch;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.orgledger.edge.FaultTranslator;
import dev.orgledger.shared.refusal.Refusal;

/** Tells the edge when it is PostgreSQL that cannot be reached, whoever asked it: look-ups of credentials too. */
@Component
class StoreFaultTranslator implements FaultTranslator {

    @Override
    public Optional<Refusal> translate(Throwable link) {
        return StoreFaults.unavailable(link);
    }
}
