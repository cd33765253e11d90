package dev.orgledger.command.platform.dispatch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.orgledger.command.platform.dispatch.AroundCommand.Stored;
import dev.orgledger.command.platform.eventstore.Appended;

/**
 * Runs an {@link AroundCommand} inside the unit of work of its command. No bean: Axon would register it a second time.
 */
final class TransactionSteps implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** Key of the metadata entry that says whether the aggregate came from the cache. */
    static final String CACHED = "cached";

    /** Rolls back a wish that a cached aggregate took for fulfilled. */
    static final class NothingStored extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingStored() {
            super("nothing to store, by a cached aggregate", null, false, false);
        }
    }

    private static final String LAST_POSITION = """
            SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM domain_event_entry_global_index_seq""";
    private static final String VERSION = """
            SELECT coalesce(max(sequence_number) + 1, 0) FROM domain_event_entry WHERE aggregate_identifier = ?""";

    private final JdbcClient jdbc;

    TransactionSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // A command may well answer nothing.
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = unitOfWork.getMessage();
        if (!(message.getMetaData().get(CommandMetadata.AROUND) instanceof AroundCommand<?> around)) {
            return chain.proceed();
        }
        if (!around.before()) {
            return null;
        }
        Object result = chain.proceed();
        // Registered last, so it runs when the event store has run.
        unitOfWork.onPrepareCommit(
                done -> ((AroundCommand<Object>) around).after(result, stored(unitOfWork, message)));
        return result;
    }

    private Stored stored(UnitOfWork<?> unitOfWork, CommandMessage<?> message) {
        String target = ((Command) message.getPayload()).target();
        String orgId = target != null && target.startsWith("org_") ? target : null;
        Set<String> persons = new HashSet<>();
        Optional.ofNullable(CommandMetadata.contextOf(unitOfWork).principal().personId()).ifPresent(persons::add);
        Optional<Appended> appended = Appended.in(unitOfWork);
        if (appended.isPresent()) {
            persons.addAll(appended.get().persons());
            Long version = orgId == null ? null : appended.get().versions().get(orgId);
            return new Stored(appended.get().position(), version, persons);
        }
        if (Boolean.TRUE.equals(message.getMetaData().get(CACHED))) {
            throw new NothingStored();
        }
        return new Stored(number(LAST_POSITION), orgId == null ? null : number(VERSION, orgId), persons);
    }

    private long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }
}
