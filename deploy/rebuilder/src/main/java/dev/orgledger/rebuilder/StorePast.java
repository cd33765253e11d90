package dev.orgledger.rebuilder;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

import dev.orgledger.command.platform.kafka.StoredRecords;
import dev.orgledger.query.platform.rebuild.Past;

/** The past as the event store has it. */
final class StorePast implements Past {

    private static final int NOWHERE = 0;

    private final StoredRecords stored;

    StorePast(Connection connection) throws SQLException {
        stored = new StoredRecords(connection);
    }

    @Override
    public long total() {
        return stored.total();
    }

    @Override
    public long position() {
        return stored.position();
    }

    @Override
    public List<ConsumerRecord<String, byte[]>> next() {
        try {
            return stored.next().stream().map(StorePast::asRead).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("the event store cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** As a consumer would have it, but for its place. */
    private static ConsumerRecord<String, byte[]> asRead(ProducerRecord<String, byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), NOWHERE, ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE, ConsumerRecord.NULL_SIZE, ConsumerRecord.NULL_SIZE, record.key(),
                record.value(), record.headers(), Optional.empty());
    }
}
