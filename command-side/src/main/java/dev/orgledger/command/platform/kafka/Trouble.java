package dev.orgledger.command.platform.kafka;

import java.sql.SQLException;

import org.apache.kafka.common.KafkaException;

/** What may be said of a failure in a log: messages of the database and of JSON can quote personal data. */
final class Trouble {

    private Trouble() {
    }

    /** One line. */
    static String describe(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return switch (failure) {
            case SQLException sql -> "PostgreSQL, " + name + " " + sql.getSQLState();
            case KafkaException kafka -> "Kafka, " + name + ": " + kafka.getMessage()
                    + (kafka.getCause() instanceof KafkaException cause ? ", " + cause.getMessage() : "");
            case IllegalStateException own -> own.getMessage() == null ? name : own.getMessage();
            default -> name + (failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0]);
        };
    }
}
