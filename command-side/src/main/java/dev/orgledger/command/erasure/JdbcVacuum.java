package dev.orgledger.command.erasure;

import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final JdbcClient jdbc;

    JdbcVacuum(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Outside any transaction, which PostgreSQL insists on. Commands go on meanwhile. */
    void ofTheVault() {
        jdbc.sql(VAULT).update();
    }
}
