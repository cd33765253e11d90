package dev.orgledger.command.organization;

import java.time.Clock;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.orgledger.command.invitation.InvitationSettings;
import dev.orgledger.command.platform.vault.People;

/** What the organization's commands need beside the aggregate. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InvitationSettings.class)
class OrganizationConfiguration {

    @Bean
    OrganizationAccess organizationAccess(ObjectProvider<Repository<Organization>> organizations,
            ObjectProvider<EventStore> events, People people, Clock clock) {
        return new OrganizationAccess(organizations::getObject, events::getObject, people, clock);
    }
}
