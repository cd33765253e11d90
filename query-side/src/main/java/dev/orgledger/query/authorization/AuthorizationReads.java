package dev.orgledger.query.authorization;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Body;
import dev.orgledger.edge.Page;
import dev.orgledger.edge.RequestContext;
import dev.orgledger.query.authorization.Subjects.Asked;
import dev.orgledger.query.platform.http.Listing;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/** Contract section 5: may somebody do that, or might have at a past moment? */
@RestController
class AuthorizationReads {

    private static final int MOST_CHECKS = 100;

    private final Checks checks;
    private final Subjects subjects;
    private final ReadAccess access;
    private final ReadYourWrites writes;

    AuthorizationReads(Checks checks, Subjects subjects, ReadAccess access, ReadYourWrites writes) {
        this.checks = checks;
        this.subjects = subjects;
        this.access = access;
        this.writes = writes;
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @FromMemory
    @GetMapping("/authorization/check")
    Map<String, Object> check(RequestContext context, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String keyId,
            @RequestParam(required = false) @Nullable String at) {
        return Listing.one(one(context.principal(), new Question(orgId, permission, userId, keyId, at)));
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @FromMemory
    @PostMapping("/authorization/check")
    Map<String, Object> check(RequestContext context, Body body, HttpServletRequest request) {
        JsonNode list = body.json().path("checks");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_CHECKS) {
            throw Refusal.of(ErrorCode.INVALID_CHECKS);
        }
        List<Question> questions = list.valueStream().map(Question::of).toList();
        if (questions.stream().anyMatch(Question::ofThePast)) {
            writes.awaitDocuments(request);
        }
        return Map.of("data", questions.stream().map(question -> one(context.principal(), question)).toList());
    }

    @Admits({Who.ONESELF, Who.PLATFORM})
    @FromMemory
    @GetMapping("/authorization/permissions")
    Map<String, Object> permissions(RequestContext context, @RequestParam(required = false) @Nullable String orgId,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String at) {
        Question question = Question.ofAll(orgId, userId, at);
        String organization = question.organization();
        Asked asked = subjects.of(context.principal(), question);
        Map<String, Object> answer = checks.permissions(asked.known(), asked.subject(), organization);
        // To whoever may not audit it, an organization that was not there yet is like one that never will be.
        if (question.ofThePast() && answer.get("role") == null && access.mayAudit(context.principal(), organization)
                && !asked.known().knows(organization)) {
            throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
        }
        return Listing.one(answer);
    }

    @Admits(Who.SIGNED_IN)
    @FromMemory
    @GetMapping("/authorization/roles")
    Map<String, Object> roles(RequestContext context) {
        RoleCatalog catalog = RoleCatalog.standard();
        List<Map<String, Object>> roles = Arrays.stream(Role.values()).map(role -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("role", role.word());
            view.put("rank", catalog.describe(role).rank());
            view.put("title", catalog.describe(role).title());
            view.put("description", catalog.describe(role).description());
            view.put("permissions", catalog.permissionsOf(role).stream().map(Permission::key).toList());
            return view;
        }).toList();
        return Listing.part(roles, roles.size(), new Page(0, MOST_CHECKS, null), null);
    }

    private Map<String, Object> one(Principal caller, Question question) {
        String organization = question.organization();
        String permission = question.wanted();
        Asked asked = subjects.of(caller, question);
        return checks.check(asked.known(), asked.subject(), organization, permission);
    }
}
