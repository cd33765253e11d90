package dev.orgledger.command.erasure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

import org.springframework.stereotype.Component;

/**
 * Lets PostgreSQL drop rows that were deleted or replaced, and the samples of values that it keeps for its planner. What it frees
 * is written over in time and not at once: see the operator's guide.
 */
@Component
class JdbcVacuum {

    private static final String VAULT = """
            VACUUM (ANALYZE) person, contact, event_personal, api_key, invitation, invitation_token, jwt_subject,
                idempotency""";
    /** Large tables take longer than any command may. */
    private static final int PATIENCE_MILLIS = (int) Duration.ofHours(1).toMillis();

    private final DataSource dataSource;

    JdbcVacuum(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Outside any transaction, which PostgreSQL insists on. Commands go on meanwhile. */
    void ofTheVault() {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            statement.execute(VAULT);
        } catch (SQLException e) {
            throw new IllegalStateException("the vault was not vacuumed", e);
        }
    }
}
