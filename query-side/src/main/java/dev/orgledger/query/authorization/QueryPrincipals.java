package dev.orgledger.query.authorization;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.orgledger.edge.PrincipalSource;
import dev.orgledger.query.platform.http.Served;
import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Authorizer;
import dev.orgledger.shared.role.Principal;

/** Who a credential belongs to, as far as Kafka has told; a fresh one is waited for. */
@Component
class QueryPrincipals implements PrincipalSource {

    /** A key works on both sides once its answer is given: contract section 2. */
    private static final Duration KEY_WAIT = Duration.ofSeconds(1);
    /** One comes every second: with none for that long, something is held up. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(2_500);
    private static final Duration USER_WAIT = Duration.ofSeconds(2);

    private final AccessState state;
    private final AccessReader access;
    private final Freshness freshness;
    private final Sessions sessions;
    private final Clock clock;
    private final Authorizer authorizer = Authorizer.standard();

    QueryPrincipals(AccessState state, AccessReader access, Freshness freshness, Sessions sessions, Clock clock) {
        this.state = state;
        this.access = access;
        this.freshness = freshness;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public boolean serves(HttpServletRequest request) {
        return Served.here(request);
    }

    @Override
    public Optional<Principal> ofApiKey(Secret apiKey) {
        freshness.require();
        String hash = apiKey.hash();
        if (!access.progress().await(() -> state.knowsKey(hash), KEY_WAIT) && maybeNotHeardOf()) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND).retryAfter(Duration.ofSeconds(1));
        }
        return state.holder(hash, clock.instant());
    }

    /** Whether a key that is not known here may be one whose answer was given already. */
    private boolean maybeNotHeardOf() {
        Duration age = access.progress().age();
        return age == null || age.compareTo(SIGN_OF_LIFE) > 0 || RequestContextHolder
                .getRequestAttributes() instanceof ServletRequestAttributes here && ReadYourWrites
                        .wanted(
                                here.getRequest())
                        .filter(wanted -> wanted > access.progress().position()).isPresent();
    }

    @Override
    public Principal ofJwt(Jwt jwt) {
        freshness.require();
        Sessions.Known user = sessions.userOf(jwt, state::twoFactorEnabled, state::forgotUser);
        String userId = user.userId();
        // A second factor that this very token told of opens doors: they must not seem shut only because Kafka takes a moment.
        if (!access.progress().await(() -> state.knowsUser(userId)
                && (!user.learnsSecondFactor() || state.twoFactorEnabled(userId)), USER_WAIT)) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND).retryAfter(Duration.ofSeconds(1));
        }
        return new Principal.User(userId);
    }

    @Override
    public OptionalLong versionFor(Principal member, String orgId) {
        return state.stand(orgId, member.personId())
                .filter(stand -> authorizer.takesPart(member, stand.standing(), clock.instant()).allowed())
                .map(stand -> OptionalLong.of(stand.version())).orElseGet(OptionalLong::empty);
    }
}
