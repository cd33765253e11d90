package dev.orgledger.command.platform.feed;

import java.time.Duration;
import java.util.List;

/** Events of organizations as they are published, from now on. */
public interface EventFeed {

    /**
     * One event of an organization.
     *
     * @param version of the organization after it
     * @param type its wire name
     */
    record Told(String orgId, long version, String type, String eventId) {}

    /** A reader of the feed, for one thread. */
    interface Following extends AutoCloseable {

        /** What is new, in the order of each organization; empty when nothing comes for that long. May repeat itself. */
        List<Told> poll(Duration atMost);

        @Override
        void close();
    }

    /** Follows from now on: whatever is not published yet when this returns is told. */
    Following follow();
}
