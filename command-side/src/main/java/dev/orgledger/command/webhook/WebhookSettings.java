package dev.orgledger.command.webhook;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param allowLoopback whether http to this machine will do: for local use only
 * @param keep how long deliveries are kept once they are over
 * @param timeout for one attempt in all
 */
@ConfigurationProperties("orgledger.webhook")
public record WebhookSettings(@DefaultValue("false") boolean allowLoopback, @DefaultValue("7d") Duration keep,
        @DefaultValue("20s") Duration timeout) {}
