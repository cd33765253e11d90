package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

import javax.sql.DataSource;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.orgledger.command.platform.meters.Look;

/**
 * How far Kafka is behind the event store, measured at the store: the forwarder itself sees nothing of it while it cannot
 * reach Kafka. Of several nodes the one that forwards, or tries to, tells; the others say 0.
 */
final class ForwarderMeters implements MeterBinder {

    private static final String BEHIND = """
            SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM domain_event_entry_global_index_seq),
                   (SELECT time_stamp FROM domain_event_entry WHERE global_index > ? ORDER BY global_index LIMIT 1)""";

    /** What is not forwarded yet. */
    private record Lag(double positions, double seconds) {}

    private final Forwarder forwarder;
    private final DataSource dataSource;
    private final Clock clock;
    private final Look<Lag> lag = new Look<>(this::look);

    ForwarderMeters(Forwarder forwarder, DataSource dataSource, Clock clock) {
        this.forwarder = forwarder;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orgledger.forwarder.lag", lag, found -> found.figure(Lag::positions))
                .description("Positions of the event store that are not on Kafka yet").register(registry);
        Gauge.builder("orgledger.forwarder.lag.seconds", lag, found -> found.figure(Lag::seconds))
                .description("Age of the oldest event that is not on Kafka yet").register(registry);
        Gauge.builder("orgledger.forwarder.leader", forwarder, one -> one.forwarding() ? 1 : 0)
                .description("1 on the node that forwards; on none while trouble keeps it from that")
                .register(registry);
        FunctionCounter.builder("orgledger.forwarder.events", forwarder, Forwarder::events)
                .description("Events that this node has sent to Kafka").register(registry);
        FunctionCounter.builder("orgledger.forwarder.interruptions", forwarder, Forwarder::interruptions)
                .description("How often forwarding was interrupted by trouble with Kafka or PostgreSQL")
                .register(registry);
    }

    private Lag look() throws SQLException {
        OptionalLong reached = forwarder.reached();
        if (forwarder.doneByAnother()) {
            return new Lag(0, 0);
        }
        if (reached.isEmpty()) {
            return new Lag(Double.NaN, Double.NaN);
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(BEHIND)) {
            query.setLong(1, reached.getAsLong());
            try (ResultSet found = query.executeQuery()) {
                found.next();
                String oldest = found.getString(2);
                return new Lag(Math.max(0, found.getLong(1) - reached.getAsLong()), oldest == null ? 0 : age(oldest));
            }
        }
    }

    private double age(String timestamp) {
        return Math.max(0, Duration.between(OffsetDateTime.parse(timestamp).toInstant(), clock.instant()).toMillis()
                / 1000.0);
    }
}
