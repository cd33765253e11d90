package dev.orgledger.command.platform.dispatch;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What the exceptions of the store mean. */
final class StoreFaults {

    private static final Duration SOON = Duration.ofSeconds(2);
    /** Serialization failure, deadlock, and a lock that another has and nobody waits for. */
    private static final Set<String> RACES = Set.of("40001", "40P01", "55P03");

    private StoreFaults() {
    }

    /** Somebody else was faster: the same command, tried again, decides on what they did. */
    static boolean lostRace(Throwable thrown) {
        return any(thrown, link -> link instanceof ConcurrencyException
                || link instanceof AggregateStreamCreationException || link instanceof DuplicateKeyException
                || link instanceof SQLException sql && RACES.contains(String.valueOf(sql.getSQLState())));
    }

    /** The refusal when the store cannot be reached; empty for any other failure. */
    static Optional<Refusal> unavailable(Throwable thrown) {
        return any(thrown, StoreFaults::unreachable)
                ? Optional.of(Refusal.of(ErrorCode.STORE_UNAVAILABLE).retryAfter(SOON))
                : Optional.empty();
    }

    private static boolean unreachable(Throwable link) {
        return switch (link) {
            case CannotCreateTransactionException e -> true;
            case CannotGetJdbcConnectionException e -> true;
            case DataAccessResourceFailureException e -> true;
            case SQLTransientConnectionException e -> true;
            // Connection broken, server shutting down or out of resources.
            case SQLException e -> String.valueOf(e.getSQLState()).matches("08...|57P..|53...");
            default -> false;
        };
    }

    /** What stood in the way: the name of a constraint. Messages of PostgreSQL quote values, which no log may have. */
    static String constraint(Throwable thrown) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (link instanceof PSQLException e && e.getServerErrorMessage() != null) {
                return e.getServerErrorMessage().getConstraint() + " (" + e.getSQLState() + ")";
            }
        }
        return thrown.getClass().getName();
    }

    private static boolean any(Throwable thrown, Predicate<Throwable> test) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (test.test(link)) {
                return true;
            }
        }
        return false;
    }
}
