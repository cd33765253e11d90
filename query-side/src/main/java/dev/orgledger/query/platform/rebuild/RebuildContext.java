package dev.orgledger.query.platform.rebuild;

import java.time.Clock;
import java.util.List;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.ConfigurableEnvironment;

import com.mongodb.client.MongoDatabase;

import dev.orgledger.query.platform.kafka.SharedReader;
import dev.orgledger.query.platform.mongo.Generations;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Store;

/** The projections without the rest of a query side. */
public final class RebuildContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /**
     * One that reads the Kafka that is named there.
     *
     * @param environment with {@code spring.kafka.bootstrap-servers} and {@code spring.kafka.properties.*}
     */
    public RebuildContext(ConfigurableEnvironment environment, MongoDatabase database, Clock clock) {
        context.setEnvironment(environment);
        context.registerBean(MongoDatabase.class, () -> database);
        context.registerBean(Clock.class, () -> clock);
        context.register(Beans.class);
        context.refresh();
    }

    /** One rebuild. */
    public Rebuild rebuild() {
        return context.getBean(Rebuild.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Note: no component, for the query side itself finds all of those by itself. */
    @ComponentScan(basePackages = "dev.orgledger.query", useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = {
            Projection.class, Store.class, Generations.class, SharedReader.Consumers.class}))
    static class Beans {

        @Bean
        @Scope("prototype")
        Rebuild rebuild(MongoDatabase database, SharedReader.Consumers consumers,
                List<Projection> projections, Clock clock) {
            return new Rebuild(database, consumers, projections, clock);
        }
    }
}
