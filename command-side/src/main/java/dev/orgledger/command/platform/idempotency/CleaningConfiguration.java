package dev.orgledger.command.platform.idempotency;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets old answers be forgotten from time to time. Every node does it by itself, which is harmless; what must happen once
 * among all nodes is a task of the agenda.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CleaningConfiguration {}
