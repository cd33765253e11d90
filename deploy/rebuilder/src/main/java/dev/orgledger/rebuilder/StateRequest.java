package dev.orgledger.rebuilder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A request to the forwarder, who alone may write to {@code org.state.v1}. */
final class StateRequest {

    /**
     * How far it is.
     *
     * @param total organizations, users and keys; 0 before anybody has looked
     */
    record Progress(long done, long total, boolean finished) {}

    private final Connection connection;
    private final long id;

    private StateRequest(Connection connection, long id) {
        this.connection = connection;
        this.id = id;
    }

    /** Makes one; one that is open does as well. */
    static StateRequest make(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO state_request DEFAULT VALUES ON CONFLICT (open) WHERE open DO UPDATE SET open = true RETURNING id");
                ResultSet made = insert.executeQuery()) {
            made.next();
            return new StateRequest(connection, made.getLong(1));
        }
    }

    Progress progress() throws SQLException {
        try (PreparedStatement query = connection
                .prepareStatement("SELECT done, total, NOT open FROM state_request WHERE id = ?")) {
            query.setLong(1, id);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return new Progress(found.getLong(1), found.getLong(2), found.getBoolean(3));
            }
        }
    }
}
