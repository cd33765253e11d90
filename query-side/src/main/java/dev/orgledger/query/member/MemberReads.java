package dev.orgledger.query.member;

import java.time.Clock;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Page;
import dev.orgledger.edge.Requires;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.http.Versioned;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Role;

/** The members of an organization as they joined, and behind them those who are invited. */
@RestController
class MemberReads {

    private final MemberList members;
    private final PastMembers past;
    private final Versioned versioned;
    private final Clock clock;

    MemberReads(MemberList members, PastMembers past, Versioned versioned, Clock clock) {
        this.members = members;
        this.past = past;
        this.versioned = versioned;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_READ_MEMBERS, tellsPast = true)
    @GetMapping("/organization/members")
    ResponseEntity<Map<String, Object>> list(Page page, @RequestParam String orgId,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String at) {
        if (role != null && Role.of(word(role)).isEmpty()) {
            throw Refusal.of(ErrorCode.INVALID_ROLE);
        }
        MemberList.Asked asked = new MemberList.Asked(orgId, email, role == null ? null : word(role),
                role != null && role.startsWith(MemberList.INVITED));
        if (at != null) {
            return past.of(asked, Reads.moment(at, clock.instant()), page);
        }
        return versioned.answer(orgId,
                organization -> members.of(asked, page,
                        organization == null ? null : organization.getString("owner_id")));
    }

    private static String word(String role) {
        return role.startsWith(MemberList.INVITED) ? role.substring(MemberList.INVITED.length()) : role;
    }
}
