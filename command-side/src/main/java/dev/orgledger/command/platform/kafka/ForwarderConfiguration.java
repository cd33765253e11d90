package dev.orgledger.command.platform.kafka;

import java.time.Clock;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.orgledger.command.platform.feed.EventFeed;
import dev.orgledger.edge.trace.Traces;

/**
 * The forwarder of this node. Reads {@code spring.kafka.bootstrap-servers} ({@code localhost:9092}),
 * {@code spring.kafka.properties.*} (given to every client) and {@code orgledger.kafka.replication-factor} (1).
 */
@Configuration(proxyBeanMethods = false)
class ForwarderConfiguration {

    @Bean
    KafkaSettings kafkaSettings(Environment environment) {
        return new KafkaSettings(environment.getProperty("spring.kafka.bootstrap-servers", "localhost:9092"),
                Binder.get(environment).bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class))
                        .orElse(Map.of()),
                environment.getProperty("orgledger.kafka.replication-factor", Short.class, (short) 1));
    }

    @Bean
    EventFeed eventFeed(KafkaSettings kafka) {
        return new KafkaEventFeed(kafka);
    }

    @Bean
    DenialForgetting denialForgetting(DataSource dataSource, Clock clock, KafkaSettings kafka) {
        return new DenialForgetting(dataSource, kafka, clock);
    }

    @Bean
    Forwarder forwarder(DataSource dataSource, Clock clock, KafkaSettings kafka, Traces traces) {
        return new Forwarder(dataSource, kafka, clock, traces);
    }

    @Bean
    ForwarderMeters forwarderMeters(Forwarder forwarder, DataSource dataSource, Clock clock) {
        return new ForwarderMeters(forwarder, dataSource, clock);
    }
}
