package dev.orgledger.query.member;

import java.time.Clock;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Page;
import dev.orgledger.edge.Requires;
import dev.orgledger.query.platform.answer.AnswerCache;
import dev.orgledger.query.platform.http.Reads;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Store;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Role;

/** The members of an organization as they joined, and behind them those who are invited. */
@RestController
class MemberReads {

    private final MemberList members;
    private final PastMembers past;
    private final Store store;
    private final AnswerCache answers;
    private final Clock clock;

    MemberReads(MemberList members, PastMembers past, Store store, AnswerCache answers, Clock clock) {
        this.members = members;
        this.past = past;
        this.store = store;
        this.answers = answers;
        this.clock = clock;
    }

    @Requires(value = Permission.ORG_READ_MEMBERS, tellsPast = true)
    @GetMapping(path = "/organization/members", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> list(Page page, @RequestParam String orgId,
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
        return answers.answer(new Question(asked, page), () -> {
            // First, so that the list is of that version or a later one.
            Document organization = store.byId(Collections.ORGANIZATIONS, orgId).orElse(null);
            return members.of(asked, page, organization);
        });
    }

    private record Question(MemberList.Asked asked, Page page) {}

    private static String word(String role) {
        return role.startsWith(MemberList.INVITED) ? role.substring(MemberList.INVITED.length()) : role;
    }
}
