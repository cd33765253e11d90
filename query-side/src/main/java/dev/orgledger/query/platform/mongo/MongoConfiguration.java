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
import com.mongodb.MongoException;
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

    /** Only reads come here: nothing can have been changed. */
    @Bean
    FaultTranslator storeDown() {
        return fault -> fault instanceof MongoException
                ? Optional.of(Refusal.of(ErrorCode.STORE_UNAVAILABLE).saying("The document store cannot be reached")
                        .retryAfter(Duration.ofSeconds(2)))
                : Optional.empty();
    }
}
