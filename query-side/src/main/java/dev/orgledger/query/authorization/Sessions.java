package dev.orgledger.query.authorization;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.orgledger.edge.CurrentRequest;
import dev.orgledger.edge.SecondFactor;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * From the subject of a JWT to the user. Only the command side knows, because a first sign-in registers the user there;
 * so it is asked once, with the same token, and its answer remembered for a while.
 */
@Component
class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private record Subject(@Nullable String issuer, String subject) {}

    /**
     * What the command side said.
     *
     * @param tokenHash of the token that it was asked with
     * @param notBefore when an earlier user of the subject was erased; null where there was none
     */
    private record Session(String userId, boolean twoFactorEnabled, Instant until, String tokenHash,
            @Nullable Instant notBefore) {

        /** A token is the user's when it is from after that; its time is in whole seconds. */
        Session of(Jwt jwt) {
            Instant issuedAt = jwt.getIssuedAt();
            if (notBefore != null && (issuedAt == null || !issuedAt.isAfter(notBefore))) {
                throw Refusal.of(ErrorCode.INVALID_TOKEN).saying("The token is from before its user was erased");
            }
            return this;
        }
    }

    /**
     * The user of a token.
     *
     * @param learnsSecondFactor whether the command side just said that the user is known for a second factor
     */
    record Known(String userId, boolean learnsSecondFactor) {}

    private record Answer(HttpStatusCode status, byte[] body) {}

    private final Environment environment;
    private final Clock clock;
    private final RestClient http;
    private final Map<Subject, Session> known = java.util.Collections
            .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Subject, Session> eldest) {
                    return size() > MOST;
                }
            });

    Sessions(Environment environment, Clock clock, RestClient.Builder builder) {
        this.environment = environment;
        this.clock = clock;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                java.net.http.HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());
        requests.setReadTimeout(Duration.ofSeconds(5));
        this.http = builder.requestFactory(requests).build();
    }

    /**
     * The user of that token. The command side is asked again, once, with a token that tells of a second factor where none is
     * known: it alone can keep that.
     *
     * @param knownForSecondFactor what this side knows of a user
     * @param forgotten whether a user was erased: then the command side says what the token is still good for
     * @throws Refusal as the command side refuses it; {@code store_unavailable} when that cannot be reached
     */
    Known userOf(Jwt jwt, Predicate<String> knownForSecondFactor, Predicate<String> forgotten) {
        Subject subject = new Subject(jwt.getClaimAsString("iss"),
                Optional.ofNullable(jwt.getSubject()).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_TOKEN)));
        Session session = known.get(subject);
        if (session != null && clock.instant().isBefore(session.until()) && !forgotten.test(session.userId())
                && !tellsMore(jwt, session, knownForSecondFactor)) {
            return new Known(session.of(jwt).userId(), false);
        }
        session = ask(jwt);
        known.put(subject, session);
        return new Known(session.userId(), session.twoFactorEnabled());
    }

    private static boolean tellsMore(Jwt jwt, Session session, Predicate<String> knownForSecondFactor) {
        return SecondFactor.in(jwt) && !knownForSecondFactor.test(session.userId())
                && !session.tokenHash().equals(Secret.hash(jwt.getTokenValue()));
    }

    private Session ask(Jwt jwt) {
        Answer answer;
        try {
            answer = http.post().uri(URI.create(commandUrl() + "/user/session"))
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + jwt.getTokenValue())
                    .headers(headers -> CurrentRequest.id().ifPresent(id -> headers.set(CurrentRequest.ID_HEADER, id)))
                    .exchange((request, response) -> new Answer(response.getStatusCode(),
                            response.getBody().readAllBytes()));
        } catch (RestClientException e) {
            LOG.warn("The command side cannot be asked about a session: {}", e.getClass().getSimpleName());
            throw unreachable();
        }
        JsonNode body = read(answer.body());
        if (!answer.status().is2xxSuccessful()) {
            throw refusal(body);
        }
        JsonNode user = body.path("id").isString() ? body : body.path("data");
        if (!user.path("id").isString()) {
            throw unreachable();
        }
        return new Session(user.path("id").asString(), user.path("two_factor_enabled").asBoolean(false),
                clock.instant().plus(REMEMBERED), Secret.hash(jwt.getTokenValue()), time(user.path("not_before")));
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.isString() ? Instant.parse(node.asString()) : null;
    }

    private static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    private static Refusal refusal(JsonNode body) {
        String code = body.path("code").asString("");
        for (ErrorCode known : ErrorCode.values()) {
            if (known.code().equals(code) && known.status() < 500) {
                return Refusal.of(known).saying(body.path("error").asString(known.sentence()));
            }
        }
        return unreachable();
    }

    private static Refusal unreachable() {
        return Refusal.of(ErrorCode.STORE_UNAVAILABLE).saying("The command side cannot be reached")
                .retryAfter(Duration.ofSeconds(2));
    }

    /** In a process with both sides the command side is at this very port, which is known once the server listens. */
    private String commandUrl() {
        String configured = environment.getProperty("orgledger.command-url");
        if (configured != null && !configured.isBlank()) {
            return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        }
        String port = environment.getProperty("local.server.port",
                environment.getProperty("server.port", "8080"));
        return "http://localhost:" + port;
    }
}
