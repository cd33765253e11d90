package dev.orgledger.query.authorization;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Page;
import dev.orgledger.query.platform.http.Listing;

/**
 * What checks and reads are measured against: answers of the same size, behind the same filters and through the same
 * converters, with nothing decided and nothing read. Only there while {@code deploy/bench} asks for it, so no part of the
 * contract.
 */
@RestController
@ConditionalOnProperty(name = "orgledger.benchmark.fixed-answer", havingValue = "true")
class FixedAnswer {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, @Nullable Object> CHECK = check();
    private static final Map<String, @Nullable Object> ORGANIZATION = organization();
    private static final List<?> MEMBERS = Collections.nCopies(100, member());

    @Admits(Who.SIGNED_IN)
    @GetMapping("/authorization/fixed")
    Map<String, Object> ofCheck() {
        return Listing.one(CHECK);
    }

    @Admits(Who.SIGNED_IN)
    @GetMapping("/authorization/fixed/organization")
    Map<String, Object> ofOrganization() {
        return Listing.one(ORGANIZATION);
    }

    @Admits(Who.SIGNED_IN)
    @GetMapping("/authorization/fixed/members")
    Map<String, Object> ofMembers(Page page) {
        return Listing.part(MEMBERS, MEMBERS.size(), page, null);
    }

    private static Map<String, @Nullable Object> check() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("allowed", true);
        answer.put("role", "super_admin");
        answer.put("reason", "role");
        answer.put("org_version", 2L);
        answer.put("granted_by_event", "0198c0de-0000-7000-8000-000000000000");
        return answer;
    }

    private static Map<String, @Nullable Object> organization() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", "org_" + ID);
        answer.put("created_by", "user_" + ID);
        answer.put("created_at", TIME);
        answer.put("updated_at", TIME);
        answer.put("logo", null);
        answer.put("name", "Bench");
        answer.put("management_email", null);
        answer.put("customer_id", null);
        answer.put("website", null);
        return answer;
    }

    private static Map<String, @Nullable Object> member() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("uid", "user_" + ID);
        answer.put("email", "user_" + ID + "@example.test");
        answer.put("first_name", "Given");
        answer.put("last_name", "Family");
        answer.put("image_url", null);
        answer.put("role", "read");
        answer.put("status", "active");
        answer.put("is_owner", false);
        answer.put("joined_at", TIME);
        answer.put("expires_at", null);
        return answer;
    }
}
