package dev.orgledger.command.platform.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Axon's engine on our table, which also learns the global position of what it stores: all events of a unit of work in
 * one {@code INSERT … RETURNING}. Tells the {@link CommitListener}s after the commit.
 */
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {

    static final EventSchema SCHEMA = EventSchema.builder().eventTable("domain_event_entry")
            .snapshotTable("snapshot_event_entry").globalIndexColumn("global_index").timestampColumn("time_stamp")
            .eventIdentifierColumn("event_identifier").aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number").typeColumn("type").payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision").payloadColumn("payload").metaDataColumn("meta_data").build();

    static final int BATCH = 100;

    private static final String INSERT = "INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, "
            + "sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp) VALUES ";

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final Supplier<List<CommitListener>> listeners;

    PostgresEventStorageEngine(Builder builder, ConnectionProvider connections, TransactionManager transactions,
            Supplier<List<CommitListener>> listeners) {
        super(builder.connectionProvider(connections).transactionManager(transactions).schema(SCHEMA));
        this.connections = connections;
        this.transactions = transactions;
        this.listeners = listeners;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        List<DomainEventMessage<?>> rows = new ArrayList<>();
        events.forEach(event -> rows.add(EventUtils.asDomainEventMessage(event)));
        Appended appended = Appended.current(this::tellAfterCommit);
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<DomainEventMessage<?>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            transactions.executeInTransaction(() -> appended.reached(insert(batch, serializer)));
        }
        rows.forEach(appended::add);
    }

    private void tellAfterCommit(UnitOfWork<?> root) {
        root.afterCommit(done -> listeners.get().forEach(CommitListener::committed));
    }

    private long insert(List<DomainEventMessage<?>> rows, Serializer serializer) {
        return JdbcUtils.executeQuery(connection(), connection -> statement(connection, rows, serializer),
                positions -> {
                    long highest = 0;
                    while (positions.next()) {
                        highest = Math.max(highest, positions.getLong(1));
                    }
                    return highest;
                }, failure -> failed(failure, rows.getFirst()));
    }

    private RuntimeException failed(SQLException failure, EventMessage<?> first) {
        handlePersistenceException(failure, first);
        return new EventStoreException("events were not stored", failure);
    }

    private static PreparedStatement statement(Connection connection, List<DomainEventMessage<?>> rows,
            Serializer serializer) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                INSERT + String.join(", ", Collections.nCopies(rows.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?)"))
                        + " RETURNING global_index");
        int column = 0;
        for (DomainEventMessage<?> row : rows) {
            SerializedObject<byte[]> payload = row.serializePayload(serializer, byte[].class);
            SerializedObject<byte[]> metaData = row.serializeMetaData(serializer, byte[].class);
            statement.setString(++column, row.getIdentifier());
            statement.setString(++column, row.getAggregateIdentifier());
            statement.setLong(++column, row.getSequenceNumber());
            statement.setString(++column, row.getType());
            statement.setString(++column, payload.getType().getName());
            statement.setString(++column, payload.getType().getRevision());
            statement.setBytes(++column, payload.getData());
            statement.setBytes(++column, metaData.getData());
            statement.setString(++column, row.getTimestamp().toString());
        }
        return statement;
    }

    private Connection connection() {
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            throw new EventStoreException("no connection to the event store", e);
        }
    }
}
