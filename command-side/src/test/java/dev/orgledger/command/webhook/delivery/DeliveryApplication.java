package dev.orgledger.command.webhook.delivery;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** The tables of webhooks and whoever reads and writes them, and nothing else. */
@SpringBootConfiguration
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan(basePackages = "dev.orgledger.command", useDefaultFilters = false, includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.(JdbcWebhooks|JdbcQueue|JdbcDeliveries|SecretBox|JdbcOutbox|SoleWorkers|Messages|ServerSecret|JdbcPeople)"))
class DeliveryApplication {}
