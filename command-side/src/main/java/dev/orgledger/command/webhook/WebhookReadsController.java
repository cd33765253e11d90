package dev.orgledger.command.webhook;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.webhook.Deliveries.Delivery;
import dev.orgledger.command.webhook.Deliveries.Status;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/**
 * Contract section 9, the reads: answered by this side, from the store that every command is in, so that none of them is ever
 * missing.
 */
@RestController
class WebhookReadsController {

    private static final int COUNTED = 10_000;
    /** A time of up to 13 digits, in milliseconds: later ones could not be asked for in SQL. */
    private static final Pattern CURSOR_OF_WEBHOOKS = Pattern.compile("([0-9]{1,13})\\.(wh_[0-9a-f]{32})");
    private static final Pattern CURSOR_OF_DELIVERIES = Pattern.compile("[0-9]{1,18}");

    private final OrganizationCheck access;
    private final JdbcWebhooks webhooks;
    private final Deliveries deliveries;
    private final Clock clock;

    WebhookReadsController(OrganizationCheck access, JdbcWebhooks webhooks, Deliveries deliveries, Clock clock) {
        this.access = access;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @GetMapping("/webhooks")
    Map<String, Object> webhooks(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String webhookId) {
        String organization = admitted(context, orgId);
        Instant now = clock.instant();
        if (webhookId != null) {
            Webhook webhook = find(organization, webhookId);
            return json("data", view(webhook, webhooks.health(List.of(webhookId), now), now));
        }
        Instant before = null;
        String beforeId = null;
        if (page.cursor() != null) {
            Matcher cursor = CURSOR_OF_WEBHOOKS.matcher(page.cursor());
            if (!cursor.matches()) {
                throw Refusal.of(ErrorCode.INVALID_CURSOR);
            }
            before = Instant.ofEpochMilli(Long.parseLong(cursor.group(1)));
            beforeId = cursor.group(2);
        }
        List<Webhook> found = webhooks.of(organization, before, beforeId, page.limit() + 1, skip(page));
        Map<String, WebhookHealth> health = webhooks.health(found.stream().map(Webhook::webhookId).toList(), now);
        return answer(page, found, webhooks.count(organization), webhook -> view(webhook, health, now),
                last -> last.createdAt().toEpochMilli() + "." + last.webhookId());
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @GetMapping("/webhooks/deliveries")
    Map<String, Object> deliveries(RequestContext context, Page page,
            @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String webhookId,
            @RequestParam(required = false) @Nullable String status) {
        String organization = admitted(context, orgId);
        if (webhookId == null || webhookId.isBlank()) {
            throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("webhookId is required").with("parameter",
                    "webhookId");
        }
        Status wanted = status == null ? null : status(status);
        if (page.cursor() != null && !CURSOR_OF_DELIVERIES.matcher(page.cursor()).matches()) {
            throw Refusal.of(ErrorCode.INVALID_CURSOR);
        }
        Webhook webhook = find(organization, webhookId);
        Long below = page.cursor() == null ? null : Long.valueOf(page.cursor());
        List<Delivery> found = deliveries.of(webhook.webhookId(), wanted, below, page.limit() + 1, skip(page));
        return answer(page, found, deliveries.count(webhook.webhookId(), wanted, COUNTED + 1L), WebhookViews::of,
                last -> Long.toString(last.position()));
    }

    private String admitted(RequestContext context, @Nullable String orgId) {
        if (orgId == null || orgId.isBlank()) {
            throw Refusal.of(ErrorCode.ORG_ID_REQUIRED);
        }
        access.require(context.principal(), orgId, Permission.ORG_MANAGE_WEBHOOKS);
        return orgId;
    }

    private Webhook find(String orgId, String webhookId) {
        return webhooks.byId(orgId, webhookId).orElseThrow(() -> Refusal.of(ErrorCode.WEBHOOK_NOT_FOUND));
    }

    private static Map<String, Object> view(Webhook webhook, Map<String, WebhookHealth> health, Instant now) {
        return WebhookViews.of(webhook,
                Optional.ofNullable(health.get(webhook.webhookId())).orElse(WebhookHealth.NEW), now);
    }

    private static Status status(String typed) {
        for (Status each : Status.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(typed)) {
                return each;
            }
        }
        throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("status must be pending, success or failed")
                .with("parameter", "status");
    }

    private static int skip(Page page) {
        return page.cursor() == null ? page.skip() : 0;
    }

    /** A list as contract section 1 has it; one more than the page was asked for. */
    private static <T> Map<String, Object> answer(Page page, List<T> found, long total,
            Function<T, Map<String, Object>> view, Function<T, String> cursor) {
        List<T> shown = found.size() > page.limit() ? found.subList(0, page.limit()) : found;
        return json("data", shown.stream().map(view).toList(), "total", Math.min(total, COUNTED), "total_capped",
                total > COUNTED, "page", page.page(), "limit", page.limit(), "next_cursor",
                found.size() > shown.size() && !shown.isEmpty() ? cursor.apply(shown.getLast()) : null);
    }
}
