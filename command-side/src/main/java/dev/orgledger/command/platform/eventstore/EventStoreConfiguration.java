package dev.orgledger.command.platform.eventstore;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.SnapshotterSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.function.SingletonSupplier;

/** The event store's beans; Axon's own auto-configuration builds the buses and repositories around them. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    /** One serializer for everything; primary, so that Axon takes it for messages and events too. */
    @Bean
    @Primary
    Serializer serializer() {
        return new WireNameSerializer();
    }

    /** PostgreSQL's word for a duplicate key; without it a lost race looks like a broken store. */
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new SQLStateResolver("23505");
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new SpringDataSourceConnectionProvider(dataSource);
    }

    @Bean
    EventStorageEngine eventStorageEngine(Serializer serializer, PersistenceExceptionResolver resolver,
            ConnectionProvider connections, TransactionManager transactions,
            org.axonframework.config.Configuration axon, ObjectProvider<CommitListener> listeners, Clock clock) {
        // Axon's own clock is static: events carry the same milliseconds as everything else.
        GenericEventMessage.clock = clock;
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder().eventSerializer(serializer)
                .snapshotSerializer(serializer).snapshotFilter(axon.snapshotFilter())
                .upcasterChain(axon.upcasterChain()).persistenceExceptionResolver(resolver)
                .batchSize(PostgresEventStorageEngine.BATCH)
                .finalAggregateBatchPredicate(batch -> batch.size() < PostgresEventStorageEngine.BATCH);
        return new PostgresEventStorageEngine(builder, connections, transactions,
                // Looking for beans takes its time, and there is a commit for every command.
                SingletonSupplier.of(() -> listeners.orderedStream().toList()));
    }

    /** The last {@code orgledger.cached-aggregates} aggregates. */
    @Bean
    Cache aggregateCache(@Value("${orgledger.cached-aggregates:1000}") int capacity) {
        return new AggregateCache(capacity);
    }

    /**
     * Writes snapshots in a thread of its own, where Axon's would do so in that of the command: the state of an organization with
     * very many members is read and written for some time, and its answer must not wait for that.
     */
    @Bean
    SpringAggregateSnapshotter aggregateSnapshotter(org.axonframework.config.Configuration axon,
            HandlerDefinition handlers, ParameterResolverFactory parameters, EventStore events,
            TransactionManager transactions, SnapshotterSpanFactory spans) {
        return SpringAggregateSnapshotter.builder().repositoryProvider(axon::repository).handlerDefinition(handlers)
                .parameterResolverFactory(parameters).eventStore(events).transactionManager(transactions)
                .spanFactory(spans).executor(oneThread()).build();
    }

    /**
     * One at a time; what is lost with the process is made again after some more events. No bean: Spring Boot would make no
     * executor of its own beside it. Without work there is no thread.
     */
    private static Executor oneThread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("snapshots").factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Bean
    SnapshotTriggerDefinition snapshotAfter100Events(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, 100);
    }

    /** None of Axon's own: the vault's interceptor writes all metadata of an event. */
    @Bean
    CorrelationDataProvider noCorrelationData() {
        return message -> Map.of();
    }

    /** Automations run in the transaction of the command, and what they cannot do fails it. */
    @Bean
    ConfigurerModule automationsInTheCommandsTransaction() {
        return configurer -> configurer.eventProcessing(processing -> processing.usingSubscribingEventProcessors()
                .registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(axon -> PropagatingErrorHandler.instance()));
    }
}
