package dev.orgledger.query.platform.mongo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.mongodb.ConnectionString;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;

import dev.orgledger.edge.FaultTranslator;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Connects to {@code spring.mongodb.uri}; a store that is down is noticed within two seconds. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

    private static final String DEFAULT_DATABASE = "orgledger";

    @Bean
    MongoClientSettingsBuilderCustomizer shortTimeouts() {
        return settings -> settings
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(10,
                        TimeUnit.SECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(2, TimeUnit.SECONDS));
    }

    @Bean
    MongoDatabase database(MongoClient client, @Value("${spring.mongodb.uri:}") String uri) {
        String named = uri.isEmpty() ? null : new ConnectionString(uri).getDatabase();
        return client.getDatabase(named == null ? DEFAULT_DATABASE : named);
    }

    /** Takes the place of Spring's own, by its name. */
    @Bean
    HealthIndicator mongoHealthIndicator(MongoClient client) {
        return new DocumentStoreHealth(client);
    }

    /** Only reads come here: nothing can have been changed. What else the driver says is our own fault, which the edge logs. */
    @Bean
    FaultTranslator storeDown() {
        return fault -> unreachable(fault)
                ? Optional.of(Refusal.of(ErrorCode.STORE_UNAVAILABLE).saying("The document store cannot be reached")
                        .retryAfter(Duration.ofSeconds(2)))
                : Optional.empty();
    }

    private static boolean unreachable(Throwable fault) {
        return switch (fault) {
            case MongoSocketException e -> true;
            case MongoTimeoutException e -> true;
            case MongoExecutionTimeoutException e -> true;
            case MongoServerUnavailableException e -> true;
            case MongoConnectionPoolClearedException e -> true;
            case MongoNotPrimaryException e -> true;
            case MongoNodeIsRecoveringException e -> true;
            // While this process stops.
            case MongoInterruptedException e -> true;
            default -> false;
        };
    }
}
