package dev.orgledger.command.platform.leadership;

import javax.sql.DataSource;

import org.springframework.stereotype.Component;

/** Starts what one node does alone. */
@Component
public class SoleWorkers {

    private final DataSource dataSource;

    SoleWorkers(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes this node a candidate for that work.
     *
     * @param right of {@link Leadership}
     * @param name for the thread and the log
     */
    public SoleWorker start(long right, String name, SoleWorker.Work work) {
        return SoleWorker.start(dataSource, right, name, work);
    }
}
