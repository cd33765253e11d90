package dev.orgledger.query.security;

import java.util.Map;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Requires;
import dev.orgledger.query.authorization.AccessState;
import dev.orgledger.query.authorization.AccessState.Stand;
import dev.orgledger.query.authorization.FromMemory;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;

/** Contract section 6, the reads. */
@RestController
class SecurityReads {

    private final AccessState state;
    private final Compliance compliance;

    SecurityReads(AccessState state, Compliance compliance) {
        this.state = state;
        this.compliance = compliance;
    }

    @Requires(Permission.ORG_READ)
    @FromMemory
    @GetMapping("/organization/security")
    ResponseEntity<Map<String, Object>> policy(@RequestParam String orgId) {
        Stand stand = stand(orgId);
        return answer(stand, stand.standing().policy().fields());
    }

    @Requires(Permission.ORG_READ_AUDIT)
    @GetMapping("/organization/security/compliance")
    ResponseEntity<Map<String, Object>> compliance(@RequestParam String orgId) {
        Stand stand = stand(orgId);
        return answer(stand, compliance.of(stand.standing()));
    }

    private Stand stand(String orgId) {
        return state.stand(orgId, null).orElseThrow(() -> Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND));
    }

    private static ResponseEntity<Map<String, Object>> answer(Stand stand, Map<String, ?> data) {
        String version = String.valueOf(stand.version());
        return ResponseEntity.ok().header("x-org-version", version).eTag("\"" + version + "\"")
                .body(Listing.one(data));
    }
}
