package dev.orgledger.command.platform.agenda;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.orgledger.command.platform.meters.Look;

/** What of the agenda should have been done by now, mails among it: the same on every node, as there is one agenda. */
final class AgendaMeters implements MeterBinder {

    /** An entry that failed is put off, and waits nevertheless. */
    private static final String WAITING = """
            SELECT task_name, count(*) AS waiting, count(*) FILTER (WHERE consecutive_failures > 0) AS failed,
                   extract(epoch FROM now() - min(first_due)) AS oldest
            FROM scheduled_tasks WHERE execution_time <= now() OR consecutive_failures > 0 GROUP BY task_name""";

    /** Entries of one kind. */
    private record Waiting(String task, long waiting, long failed, double oldest) {
        static final Waiting NONE = new Waiting("", 0, 0, 0);
    }

    private final Supplier<List<LaterTask>> tasks;
    private final Look<Map<String, Waiting>> look;

    AgendaMeters(JdbcClient jdbc, Supplier<List<LaterTask>> tasks) {
        this.tasks = tasks;
        this.look = new Look<>(() -> jdbc.sql(WAITING)
                .query((row, number) -> new Waiting(row.getString(1), row.getLong(2), row.getLong(3), row.getDouble(4)))
                .list().stream().collect(Collectors.toMap(Waiting::task, found -> found)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (LaterTask task : tasks.get()) {
            gauge(registry, task, "waiting", "Entries of the agenda that are due, or failed and will be tried again",
                    Waiting::waiting);
            gauge(registry, task, "failed", "Of those, the ones that have failed at least once", Waiting::failed);
            gauge(registry, task, "oldest.seconds", "For how long the oldest of those has been due", Waiting::oldest);
        }
    }

    private void gauge(MeterRegistry registry, LaterTask task, String name, String description,
            ToDoubleFunction<Waiting> figure) {
        Gauge.builder("orgledger.agenda." + name, look,
                found -> found.figure(all -> figure.applyAsDouble(all.getOrDefault(task.name(), Waiting.NONE))))
                .tag("task", task.name()).description(description).register(registry);
    }
}
