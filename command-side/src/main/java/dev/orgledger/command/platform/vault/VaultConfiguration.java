package dev.orgledger.command.platform.vault;

import org.axonframework.eventhandling.EventBus;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the vault's interceptor in front of the event store, and of nothing else. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    @Bean
    SmartInitializingSingleton vaultBeforeTheStore(EventBus eventBus, EventPersonal vault) {
        return () -> eventBus.registerDispatchInterceptor(new VaultInterceptor(vault));
    }
}
