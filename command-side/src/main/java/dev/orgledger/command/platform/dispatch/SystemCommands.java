package dev.orgledger.command.platform.dispatch;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.orgledger.edge.RequestContext;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Commands that nobody asked for but time: for automations. */
@Component
public class SystemCommands {

    private static final Logger LOG = LoggerFactory.getLogger(SystemCommands.class);

    private final CommandExecution execution;

    SystemCommands(CommandExecution execution) {
        this.execution = execution;
    }

    /**
     * Sends that command. What a rule refuses is not wanted any more, and done with.
     *
     * @param command by {@code Principal.System}
     * @throws Refusal when it can be tried again: the store is down, or others were faster
     */
    public void send(Command command) {
        RequestContext context = new RequestContext(command.by(), UUID.randomUUID().toString(), "", null);
        try {
            execution.run(context, null, command, (result, stored) -> {
            });
        } catch (Refusal refusal) {
            if (refusal.code().status() >= 500 || refusal.code() == ErrorCode.CONCURRENT_CHANGE) {
                throw refusal;
            }
            LOG.info("{} was refused: {}", command.getClass().getSimpleName(), refusal.code().code());
        }
    }
}
