package dev.orgledger.command.platform.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.trace.Traces;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Handles one command in one transaction, again when it lost a race, and makes a {@link Refusal} of what went wrong. For
 * callers that are no controller; those use {@link Commands}.
 */
@Component
public class CommandExecution {

    private static final Logger LOG = LoggerFactory.getLogger(CommandExecution.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Retry retry = Retry.of("command", RetryConfig.custom().maxAttempts(50)
            .intervalFunction(IntervalFunction.ofRandomized(Duration.ofMillis(5)))
            .retryOnException(StoreFaults::lostRace)
            .build());
    private final CommandBus bus;
    private final Cache aggregateCache;
    private final Semaphore turns;
    private final CommandMeters meters;
    private final Traces traces;

    /**
     * @param atOnce fewer than there are connections: a command holds one while it waits for its aggregate, and whoever has
     *            the aggregate may still need one
     */
    CommandExecution(CommandBus bus, Cache aggregateCache, JdbcClient jdbc,
            @Value("${orgledger.concurrent-commands:12}") int atOnce, ObjectProvider<MeterRegistry> registries,
            Traces traces) {
        this.bus = bus;
        this.turns = new Semaphore(atOnce, true);
        // One without members takes nothing down.
        this.meters = new CommandMeters(registries.getIfAvailable(CompositeMeterRegistry::new), turns, atOnce, retry);
        this.traces = traces;
        this.aggregateCache = aggregateCache;
        bus.registerHandlerInterceptor(new TransactionSteps(jdbc));
    }

    /**
     * Handles that command.
     *
     * @throws Refusal when a rule says no, the race is lost for good, or the store is down
     */
    public void run(RequestContext context, @Nullable Long expectedVersion, Command command, AroundCommand<?> around) {
        long began = System.nanoTime();
        RuntimeException thrown = null;
        try (Traces.Step step = traces.begin("command " + command.getClass().getSimpleName(), Traces.Kind.INTERNAL,
                context.traceparent())) {
            step.tag("orgledger.request_id", context.requestId()).tag("orgledger.target", command.target());
            try {
                handle(command, metadata(context.at(step.context()), expectedVersion, around));
            } catch (RuntimeException e) {
                step.failed(e instanceof Refusal refusal ? refusal.code().code() : e.getClass().getName());
                thrown = e;
                throw e;
            }
        } finally {
            meters.ended(command, CommandMeters.Outcome.of(thrown), began);
        }
    }

    private static Map<String, Object> metadata(RequestContext context, @Nullable Long expectedVersion,
            AroundCommand<?> around) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put(CommandMetadata.CONTEXT, context);
        metadata.put(CommandMetadata.AROUND, around);
        if (expectedVersion != null) {
            metadata.put(Command.EXPECTED_VERSION, expectedVersion);
        }
        return metadata;
    }

    private void handle(Command command, Map<String, Object> metadata) {
        awaitTurn();
        try {
            retry.executeRunnable(() -> decide(command, metadata));
        } catch (RuntimeException e) {
            throw meaningOf(e, command);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.of(ErrorCode.STORE_UNAVAILABLE).retryAfter(SOON);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(ErrorCode.STORE_UNAVAILABLE).retryAfter(SOON);
        }
    }

    /**
     * An aggregate from the cache may be older than the store when other processes write too. An append finds that out
     * by itself; a refusal, or a wish that seems fulfilled, is decided once more on the stored state.
     */
    private void decide(Command command, Map<String, Object> metadata) {
        String id = command.target();
        boolean cached = id != null && aggregateCache.containsKey(id);
        try {
            dispatch(new GenericCommandMessage<>(command, metadata), cached);
        } catch (TransactionSteps.NothingStored | Refusal e) {
            if (!cached || e instanceof Refusal refusal && !decidedOnState(refusal)) {
                throw e;
            }
            aggregateCache.remove(id);
            meters.decidedAgain();
            dispatch(new GenericCommandMessage<>(command, metadata), false);
        }
    }

    private void dispatch(CommandMessage<Command> message, boolean cached) {
        FutureCallback<Command, Object> callback = new FutureCallback<>();
        bus.dispatch(message.andMetaData(Map.of(TransactionSteps.CACHED, cached)), callback);
        CommandResultMessage<?> result = callback.getResult();
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException("a command failed", result.exceptionResult());
        }
    }

    private static boolean decidedOnState(Refusal refusal) {
        return switch (refusal.code().status()) {
            case 403, 404, 410, 412 -> true;
            case 409 -> refusal.code() != ErrorCode.IDEMPOTENCY_IN_PROGRESS
                    && refusal.code() != ErrorCode.IDEMPOTENCY_KEY_REUSED;
            default -> false;
        };
    }

    private static RuntimeException meaningOf(RuntimeException thrown, Command command) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (link instanceof Refusal refusal) {
                return refusal;
            }
            if (link instanceof AggregateNotFoundException) {
                return Refusal.of(command.whenUnknown());
            }
        }
        if (StoreFaults.lostRace(thrown)) {
            LOG.warn("A {} lost every race, at last by {}", command.getClass().getSimpleName(),
                    StoreFaults.constraint(thrown));
            return Refusal.of(ErrorCode.CONCURRENT_CHANGE).retryAfter(SOON);
        }
        return StoreFaults.unavailable(thrown).map(RuntimeException.class::cast).orElse(thrown);
    }
}
