package dev.orgledger.command.organization;

import static dev.orgledger.command.platform.http.CommandRequest.json;

import java.util.Map;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import dev.orgledger.command.access.OrganizationCheck;
import dev.orgledger.command.organization.OrganizationCommand.ChangeRetention;
import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.command.value.Change;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Body;
import dev.orgledger.shared.organization.Retention;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Contract section 7, the command of the platform: how far back a log can be searched. */
@RestController
class RetentionController {

    private final OrganizationCheck access;

    RetentionController(OrganizationCheck access) {
        this.access = access;
    }

    @Admits(Who.PLATFORM)
    @PutMapping("/organization/retention")
    ResponseEntity<Map<String, Object>> change(CommandRequest request) {
        return request.answer(() -> {
            Body body = request.body();
            String orgId = body.orgId();
            if (!(request.principal() instanceof Principal.Platform)) {
                access.requireEntry(request.principal(), orgId);
                throw Refusal.of(ErrorCode.PERMISSION_DENIED);
            }
            access.requireExistence(orgId);
            return request.<Retention>send(
                    new ChangeRetention(orgId, days(body), legalHold(body), request.principal()),
                    now -> json("status", "OK", "data", json("org_id", orgId, "searchable_days", now.searchableDays(),
                            "legal_hold", now.legalHold())));
        });
    }

    private static Change<Integer> days(Body body) {
        JsonNode days = body.json().get("searchable_days");
        if (days == null) {
            return Change.keep();
        }
        if (days.isNull()) {
            return Change.to(null);
        }
        if (!days.isIntegralNumber() || !days.canConvertToInt() || days.asInt() < Retention.LEAST_DAYS) {
            throw Refusal.of(ErrorCode.INVALID_RETENTION);
        }
        return Change.to(days.asInt());
    }

    private static Change<Boolean> legalHold(Body body) {
        JsonNode hold = body.json().get("legal_hold");
        if (hold == null) {
            return Change.keep();
        }
        if (!hold.isBoolean()) {
            throw Refusal.of(ErrorCode.INVALID_RETENTION);
        }
        return Change.to(hold.asBoolean());
    }
}
