package dev.orgledger.service;

import java.time.Duration;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Whether this node takes requests: from when it is ready until it is told to stop. Then it goes on for a while, only to turn
 * away whoever has not noticed yet, since a connection that is still in the queue of a closing server is cut.
 */
final class Presence implements SmartLifecycle {

    private final ApplicationAvailability availability;
    private final HealthEndpoint health;
    private final Duration farewell;
    private volatile boolean wasReady;
    private volatile boolean running;

    /** @param farewell how long others are given to notice */
    Presence(ApplicationAvailability availability, HealthEndpoint health, Duration farewell) {
        this.availability = availability;
        this.health = health;
        this.farewell = farewell;
    }

    /** Asked on every request; once ready, a node that lacks something says so itself, in the words of the contract. */
    boolean takesRequests() {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return false;
        }
        if (!wasReady) {
            wasReady = health.healthForPath("readiness") instanceof HealthDescriptor now
                    && now.getStatus() == Status.UP;
        }
        return wasReady;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Spring has said already that this node takes no more. */
    @Override
    public void stop() {
        running = false;
        try {
            if (wasReady) {
                // Nobody tells when everybody has noticed.
                Thread.sleep(farewell);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop, before the web server. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
