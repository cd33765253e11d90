package dev.orgledger.store;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

import dev.orgledger.command.platform.eventstore.CommitListener;

/** The technical ground of the command side, without forwarder, mail and controllers. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({"dev.orgledger.command.platform.eventstore", "dev.orgledger.command.platform.vault",
        "dev.orgledger.command.platform.dispatch", "dev.orgledger.command.platform.idempotency",
        "dev.orgledger.command.platform.authentication"})
@ComponentScan(basePackages = "dev.orgledger.command", useDefaultFilters = false, includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.(JdbcInvitations|JdbcWebhooks|JdbcQueue|JdbcDeliveries|SecretBox|InvitationTokens|JdbcApiKeys|JdbcMemberships|UserAccount|Organization|OrganizationConfiguration|ApiKey|EndOfKeys|EndOfMemberships|PartingOfAPerson|WhenMembershipBeginsOrEndsThenRememberIt)"))
@Import(Notebook.class)
class StoreApplication {

    /** How often somebody was told of a commit. */
    static final class Commits extends AtomicInteger implements CommitListener {
        private static final long serialVersionUID = 1L;

        @Override
        public void committed() {
            incrementAndGet();
        }
    }

    @Bean
    Commits commits() {
        return new Commits();
    }
}
