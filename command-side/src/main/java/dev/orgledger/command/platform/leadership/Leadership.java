package dev.orgledger.command.platform.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * The right to do something alone, above all to forward: a PostgreSQL session lock, so of all nodes on a store one has it. It
 * lives and dies with its connection, and the store is read by that same connection: who can still read is still the leader.
 */
public final class Leadership implements AutoCloseable {

    /** Any number, the same in every release: the bytes of "orgledge". */
    public static final long FORWARDING = 0x6f72676c65646765L;
    /** Another one: to take back where refused attempts came from, which is not the forwarder's work. */
    public static final long FORGETTING = FORWARDING + 1;
    /** To deliver to webhooks. */
    public static final long DELIVERING = FORWARDING + 2;
    private static final int NETWORK_TIMEOUT_MILLIS = 20_000;

    private final Connection connection;
    private final long right;

    private Leadership(Connection connection, long right) {
        this.connection = connection;
        this.right = right;
    }

    /** Empty while another has it. */
    public static Optional<Leadership> tryTo(DataSource dataSource, long right) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            if (locked(connection, right)) {
                return Optional.of(new Leadership(connection, right));
            }
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static boolean locked(Connection connection, long right) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The server finds out within seconds when this machine is gone, and gives the lock to another.
            statement.execute(
                    "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3");
        }
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, right);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /** For reading, by whoever has the right alone. */
    public Connection connection() {
        return connection;
    }

    /** Gives the right back; a connection that cannot say so is cut, which has the same effect. */
    @Override
    public void close() throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
            unlock.setLong(1, right);
            unlock.execute();
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        } finally {
            connection.close();
        }
    }
}
