package dev.orgledger.edge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.edge.Admits.Who;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;
import dev.orgledger.shared.role.Principal.KeyLimits;

/** A side in small: the edge in front of end points that show what it hands on. */
@SpringBootConfiguration
@EnableAutoConfiguration(excludeName = "dev.orgledger.edge.kafka.ReportAutoConfiguration")
@Import(EdgeApplication.EndPoints.class)
class EdgeApplication {

    static final Secret KEY = Secret.generate(Secret.Kind.API_KEY);
    /** How often a side was asked whose key something is. */
    static final AtomicInteger LOOK_UPS = new AtomicInteger();
    static final String PLATFORM_KEY = "the-operators-own-words";
    /** The organization that the key's owner is a member of. */
    static final String ORG = "org_own";
    /** What was told on. */
    static final Queue<Denial> DENIALS = new ConcurrentLinkedQueue<>();

    @Bean
    PlatformKeys platformKeys() {
        return new PlatformKeys(List.of(PLATFORM_KEY));
    }

    /** Serves reads. */
    @Bean
    PrincipalSource readingSide() {
        return new Source("GET", "reader");
    }

    /** Serves everything else. */
    @Bean
    PrincipalSource writingSide() {
        return new Source("POST PUT DELETE", "writer");
    }

    @Bean
    DenialSink denialSink() {
        return DENIALS::addAll;
    }

    @Bean
    FaultTranslator stores() {
        return link -> link instanceof StoreDown
                ? Optional.of(Refusal.of(ErrorCode.STORE_UNAVAILABLE))
                : Optional.empty();
    }

    static final class StoreDown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    record Source(String methods, String keyId) implements PrincipalSource {

        @Override
        public boolean serves(HttpServletRequest request) {
            return methods.contains(request.getMethod());
        }

        @Override
        public Optional<Principal> ofApiKey(Secret apiKey) {
            LOOK_UPS.incrementAndGet();
            return apiKey.hash().equals(KEY.hash())
                    ? Optional.of(new Principal.ApiKey(keyId, "user_1", KeyLimits.NONE))
                    : Optional.empty();
        }

        @Override
        public Principal ofJwt(Jwt jwt) {
            if ("taken".equals(jwt.getSubject())) {
                throw Refusal.of(ErrorCode.EMAIL_IN_USE);
            }
            return new Principal.User(jwt.getSubject());
        }

        @Override
        public OptionalLong versionFor(Principal member, String orgId) {
            if (orgId.equals("org_broken")) {
                throw new StoreDown();
            }
            return orgId.equals(ORG) ? OptionalLong.of(7) : OptionalLong.empty();
        }
    }

    record Shape(Instant createdAt, String nothing) {}

    @RestController
    static class EndPoints {

        @Admits(Who.SIGNED_IN)
        @GetMapping("/echo")
        Map<String, Object> who(RequestContext context, Page page, IfMatch match, IdempotencyKey key) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("principal", context.principal().toString());
            all.put("request_id", context.requestId());
            all.put("address", context.address());
            all.put("user_agent", context.userAgent());
            all.put("page", page);
            all.put("version", match.version());
            all.put("key", key.key());
            return all;
        }

        @Admits(Who.SIGNED_IN)
        @PostMapping("/echo")
        Map<String, Object> take(RequestContext context, Body body) {
            return Map.of("principal", context.principal().toString(), "body", body.json());
        }

        @Admits(Who.SIGNED_IN)
        @DeleteMapping("/echo")
        Map<String, Object> drop(Body body) {
            return Map.of("body", body.json());
        }

        @Admits(Who.SIGNED_IN)
        @GetMapping("/shape")
        Shape shape() {
            return new Shape(Instant.parse("2026-01-02T03:04:05.006Z"), null);
        }

        @Admits(Who.SIGNED_IN)
        @GetMapping("/number")
        int number(@RequestParam int number) {
            return number;
        }

        @Admits(Who.ANYONE)
        @GetMapping("/organization/invitations/preview")
        Map<String, Object> open() {
            return Map.of("data", "open");
        }

        @Admits(Who.SIGNED_IN)
        @GetMapping("/fail")
        void fail(@RequestParam String how, HttpServletResponse response) throws Exception {
            response.setHeader("etag", "\"1\"");
            switch (how) {
                case "refused" -> throw Refusal.of(ErrorCode.INVITATION_TOO_RECENT).with("until", "noon")
                        .retryAfter(java.time.Duration.ofMillis(1200));
                case "wrapped" -> throw new IllegalStateException(Refusal.of(ErrorCode.OWNER_REQUIRED));
                case "right" -> throw lacking();
                case "key" -> throw Refusal.of(ErrorCode.ORG_REQUIRES_EXPIRING_KEY);
                case "policy" -> throw Refusal.of(ErrorCode.SECURITY_POLICY_NOT_MET).with("missing",
                        List.of("two_factor"));
                case "stranger" -> throw Refusal.of(ErrorCode.ORGANIZATION_NOT_FOUND);
                case "again" -> throw lacking().again();
                case "store" -> throw new IllegalStateException(new StoreDown());
                case "sent" -> response.sendError(418, "<b>teapot</b>");
                default -> throw new IllegalStateException("anna@example.org is at fault");
            }
        }

        @Admits(Who.SIGNED_IN)
        @PostMapping("/fail")
        void failWith(Body body) {
            throw lacking();
        }

        @Admits(Who.SIGNED_IN)
        @DeleteMapping("/fail")
        void failWithout(Body body) {
            throw lacking();
        }

        @Admits(Who.SIGNED_IN)
        @GetMapping("/authorization/permissions")
        void ask() {
            throw lacking();
        }

        private static Refusal lacking() {
            return Refusal.of(ErrorCode.PERMISSION_DENIED).with("permission", "org.delete")
                    .with("required_role", "super_admin").with("your_role", "write");
        }
    }
}
