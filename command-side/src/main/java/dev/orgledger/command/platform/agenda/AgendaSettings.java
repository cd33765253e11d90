package dev.orgledger.command.platform.agenda;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the agenda is worked off.
 *
 * @param polling how often it is looked at for entries whose time has come, or that another process made
 * @param firstPause pause before work that failed is tried again; doubled by each further failure
 * @param longestPause the end of the doubling
 * @param threads how many entries are worked on at once
 */
@ConfigurationProperties("orgledger.agenda")
record AgendaSettings(@DefaultValue("2s") Duration polling, @DefaultValue("5s") Duration firstPause,
        @DefaultValue("10m") Duration longestPause, @DefaultValue("4") int threads) {

    Duration pauseAfter(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.clamp(failures, 0, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
