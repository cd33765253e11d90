package dev.orgledger.command.platform.agenda;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/** The agenda's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgendaSettings.class)
class AgendaConfiguration {

    @Bean
    AgendaRunner agendaRunner(DataSource dataSource, ObjectProvider<LaterTask> tasks, AgendaSettings settings,
            ObjectProvider<MeterRegistry> registries) {
        return new AgendaRunner(dataSource, () -> tasks.orderedStream().toList(), settings,
                registries.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    AgendaMeters agendaMeters(JdbcClient jdbc, ObjectProvider<LaterTask> tasks) {
        return new AgendaMeters(jdbc, () -> tasks.orderedStream().toList());
    }

    /** Its connection is that of the transaction at hand, where there is one. */
    @Bean
    Agenda agenda(DataSource dataSource, AgendaRunner runner) {
        SchedulerClient entries = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false)).build();
        return new Agenda(entries, runner);
    }
}
