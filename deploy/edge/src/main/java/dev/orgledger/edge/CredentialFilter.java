package dev.orgledger.edge;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.orgledger.shared.credential.Secret;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/**
 * Finds out who holds the key that came with a request. A JWT is left to Spring's resource server, which stands behind
 * this filter; what either refuses is answered here.
 */
final class CredentialFilter extends OncePerRequestFilter {

    private final PrincipalSources sources;
    private final @Nullable PlatformKeys platformKeys;
    private final CheckKeys checkKeys;
    private final Admission admission;
    private final Faults faults;
    private final WrongCredentials wrongCredentials;
    private final RefusalAnswers answers;
    private final boolean tokensTaken;

    /** @param tokensTaken whether a resource server stands behind this filter */
    CredentialFilter(PrincipalSources sources, @Nullable PlatformKeys platformKeys, CheckKeys checkKeys,
            Admission admission, Faults faults, WrongCredentials wrongCredentials, RefusalAnswers answers,
            boolean tokensTaken) {
        this.sources = sources;
        this.platformKeys = platformKeys;
        this.checkKeys = checkKeys;
        this.admission = admission;
        this.faults = faults;
        this.wrongCredentials = wrongCredentials;
        this.answers = answers;
        this.tokensTaken = tokensTaken;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PublicPaths.ALL.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Credential credential = Credential.of(request);
            if (credential == null) {
                throw Refusal.of(ErrorCode.MISSING_CREDENTIALS);
            }
            Principal holder = holder(credential, request);
            if (holder != null) {
                admission.admit(holder, request);
                CurrentCaller.is(holder);
            }
            chain.doFilter(request, response);
        } catch (Refusal | AuthenticationException | JwtDecoderInitializationException e) {
            answers.write(wrongCredentials.counted(faults.refusalFor(e), request), response);
        }
    }

    /** Who holds that key; null for a token, which others look at. */
    private @Nullable Principal holder(Credential credential, HttpServletRequest request) {
        if (platformKeys != null && platformKeys.matches(credential.text())) {
            return new Principal.Platform();
        }
        if (checkKeys.matches(credential.text())) {
            return new Principal.CheckKey();
        }
        if (credential.token()) {
            if (tokensTaken) {
                return null;
            }
            throw Refusal.of(ErrorCode.INVALID_TOKEN);
        }
        Secret key = Secret.parse(Secret.Kind.API_KEY, credential.text())
                .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_API_KEY));
        return sources.serving(request).ofApiKey(key).orElseThrow(() -> Refusal.of(ErrorCode.INVALID_API_KEY));
    }
}
