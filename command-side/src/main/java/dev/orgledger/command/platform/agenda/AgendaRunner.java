package dev.orgledger.command.platform.agenda;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.stats.MicrometerStatsRegistry;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.micrometer.core.instrument.MeterRegistry;

/** Works off the agenda while the application runs. Several processes share one agenda; each entry is done by one. */
final class AgendaRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AgendaRunner.class);

    /** Work whose process was killed is taken over after about a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Supplier<List<LaterTask>> tasks;
    private final AgendaSettings settings;
    private final MeterRegistry meters;
    private volatile @Nullable Scheduler scheduler;

    /** @param tasks asked for at the start, since whoever does the work also makes entries */
    AgendaRunner(DataSource dataSource, Supplier<List<LaterTask>> tasks, AgendaSettings settings,
            MeterRegistry meters) {
        this.dataSource = dataSource;
        this.tasks = tasks;
        this.settings = settings;
        this.meters = meters;
    }

    /** Looks at the agenda now; what is there when this does not run is found at the start. */
    void wake() {
        Scheduler running = scheduler;
        if (running != null) {
            running.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void start() {
        List<Task<?>> known = tasks.get().stream().<Task<?>>map(task -> scheduled(task, settings)).toList();
        Scheduler fresh = Scheduler.create(dataSource, known)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString())).threads(settings.threads())
                .pollingInterval(settings.polling()).heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS).shutdownMaxWait(LONGEST_STOP)
                .statsRegistry(new MicrometerStatsRegistry(meters, known))
                // The line below says what failed, without words that may hold an address.
                .failureLogging(LogLevel.OFF, false).build();
        fresh.start();
        scheduler = fresh;
    }

    @Override
    public void stop() {
        Scheduler running = scheduler;
        scheduler = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    private static Task<Void> scheduled(LaterTask task, AgendaSettings settings) {
        return Tasks.oneTime(task.name()).onDeadExecutionRevive().onFailure((done, operations) -> {
            int failures = done.getExecution().consecutiveFailures;
            Duration pause = settings.pauseAfter(failures);
            LOG.warn("{} of {} failed for the {}. time, next try in {}: {}", task.name(), done.getExecution().getId(),
                    failures + 1, pause, done.getCause().map(AgendaRunner::types).orElse("unknown"));
            operations.reschedule(done, done.getTimeDone().plus(pause));
        }).execute((instance, context) -> task.run(instance.getId()));
    }

    private static String types(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown.getClass().getName() + (cause == null || cause == thrown ? "" : " by " + types(cause));
    }
}
