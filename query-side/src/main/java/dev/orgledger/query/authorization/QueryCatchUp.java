package dev.orgledger.query.authorization;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Progress;
import dev.orgledger.query.platform.mongo.ProjectionReader;

/**
 * Part of the readiness: down until both readers have read what was on the topics at their start and the command side
 * has given a sign of life. It stays up afterwards; a replica that falls behind later says so request by request.
 */
@Component("queryCatchUp")
class QueryCatchUp implements HealthIndicator {

    private final AccessReader access;
    private final ProjectionReader projection;
    private final Freshness freshness;
    private volatile boolean ready;

    QueryCatchUp(AccessReader access, ProjectionReader projection, Freshness freshness) {
        this.access = access;
        this.projection = projection;
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        Progress decisions = access.progress();
        Progress documents = projection.progress();
        ready = ready || decisions.caughtUp() && documents.caughtUp() && freshness.fresh();
        return (ready ? Health.up() : Health.down()).withDetail("access_position", decisions.position())
                .withDetail("projection_position", documents.position()).build();
    }
}
