package dev.orgledger.query.authorization;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.query.platform.http.Listing;

/**
 * What a check is measured against: an answer of the same size, behind the same filters and through the same converters,
 * with nothing decided. Only there while {@code deploy/bench} asks for it, so no part of the contract.
 */
@RestController
@ConditionalOnProperty(name = "orgledger.benchmark.fixed-answer", havingValue = "true")
class FixedAnswer {

    private static final Map<String, Object> ANSWER = answer();

    @Admits(Who.SIGNED_IN)
    @GetMapping("/authorization/fixed")
    Map<String, Object> fixed() {
        return Listing.one(ANSWER);
    }

    private static Map<String, Object> answer() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("allowed", true);
        answer.put("role", "super_admin");
        answer.put("reason", "role");
        answer.put("org_version", 2L);
        answer.put("granted_by_event", "0198c0de-0000-7000-8000-000000000000");
        return answer;
    }
}
