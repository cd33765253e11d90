package dev.orgledger.command.invitation;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of inviting.
 *
 * @param lifetime how long an invitation lives from its last sending
 * @param resendCooldown least time between two sendings of one invitation
 * @param reinviteCooldown least time from a revocation or refusal to a new invitation of the same address
 * @param dailyLimit most sendings to one address within 24 hours, over all organizations
 */
@ConfigurationProperties("orgledger.invitation")
public record InvitationSettings(@DefaultValue("7d") Duration lifetime, @DefaultValue("5m") Duration resendCooldown,
        @DefaultValue("3h") Duration reinviteCooldown, @DefaultValue("5") int dailyLimit) {}
