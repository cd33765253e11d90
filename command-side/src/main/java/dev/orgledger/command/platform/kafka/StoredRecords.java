package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The event store as the records that the forwarder makes of it, for who cannot read them from Kafka: those of events, people and
 * what is internal, in the order of the store. Refused attempts are not in it.
 */
public final class StoredRecords {

    private static final int BATCH = 2_000;
    private static final long AT_GAP_MILLIS = 20;

    private final EventLog log;
    private final VaultRows vault;
    private final ForgottenRecords forgotten;
    private final long end;
    private long position;

    /** Reads up to where the store ends now, by that connection, which nobody else uses and which is in auto-commit mode. */
    public StoredRecords(Connection connection) throws SQLException {
        this.log = new EventLog(connection, BATCH);
        this.vault = new VaultRows(connection);
        this.forgotten = new ForgottenRecords(connection);
        this.end = log.last();
    }

    /** How many events there are, about: positions that were rolled back count, too. */
    public long total() {
        return end;
    }

    /** Everything up to there has been told. */
    public long position() {
        return position;
    }

    /**
     * The next ones; empty at the end. Where a running transaction may still fill a position, they wait for it.
     *
     * @throws InterruptedException when that wait is interrupted
     */
    public List<ProducerRecord<String, byte[]>> next() throws SQLException, InterruptedException {
        while (position < end) {
            EventLog.Batch batch = log.after(position);
            if (batch.upTo() > position) {
                position = batch.upTo();
                if (!batch.events().isEmpty()) {
                    return Batches.withoutState(batch.events(), vault, forgotten);
                }
            } else {
                // A transaction of another process is open in front of what follows, and nothing tells when it ends.
                Thread.sleep(AT_GAP_MILLIS);
            }
        }
        return List.of();
    }
}
