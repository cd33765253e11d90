package dev.orgledger.command.platform.mail;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail goes out; the server itself is set by {@code spring.mail.*}.
 *
 * @param from the sender that people see
 * @param breakerPause how long a server that failed several times is left alone
 */
@ConfigurationProperties("orgledger.mail")
record MailSettings(@DefaultValue("Orgledger <no-reply@localhost>") String from,
        @DefaultValue("30s") Duration breakerPause) {}
