package dev.orgledger.command.platform.captcha;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Lets a request through when a captcha was solved for it, or when no captcha is configured. */
@Component
@EnableConfigurationProperties(CaptchaSettings.class)
public class Captcha {

    private static final Logger LOG = LoggerFactory.getLogger(Captcha.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The provider's words for what is not the caller's fault. */
    private static final Set<String> NOT_THE_CALLERS = Set.of("missing-input-secret", "invalid-input-secret",
            "internal-error");

    private final CaptchaSettings settings;
    private final RestClient provider;
    private final CircuitBreaker breaker;

    Captcha(CaptchaSettings settings, CircuitBreakerRegistry breakers) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        provider = RestClient.builder().requestFactory(requests).build();
        breaker = breakers.circuitBreaker("captcha", CircuitBreakerConfig.custom().slidingWindowSize(10)
                .minimumNumberOfCalls(5).failureRateThreshold(50).waitDurationInOpenState(settings.breakerPause())
                .permittedNumberOfCallsInHalfOpenState(2).build());
    }

    /** What the provider says. */
    private record Verdict(boolean success, @JsonProperty("error-codes") @Nullable List<String> errorCodes) {

        boolean notTheCallersFault() {
            return errorCodes != null && errorCodes.stream().anyMatch(NOT_THE_CALLERS::contains);
        }
    }

    /**
     * Asks the provider about that token.
     *
     * @param token {@code captcha_token} of the request
     * @param address the client's address
     * @throws Refusal {@code captcha_required}, {@code captcha_failed}, {@code captcha_unavailable}
     */
    public void require(@Nullable String token, String address) {
        String secret = settings.secret();
        if (secret == null || secret.isBlank()) {
            return;
        }
        if (token == null || token.isBlank()) {
            throw Refusal.of(ErrorCode.CAPTCHA_REQUIRED);
        }
        if (!verdict(secret, token, address).success()) {
            throw Refusal.of(ErrorCode.CAPTCHA_FAILED);
        }
    }

    private Verdict verdict(String secret, String token, String address) {
        try {
            return breaker.executeSupplier(() -> ask(secret, token, address));
        } catch (CallNotPermittedException e) {
            throw Refusal.of(ErrorCode.CAPTCHA_UNAVAILABLE).retryAfter(settings.breakerPause());
        } catch (RestClientException e) {
            LOG.warn("The captcha provider failed: {}", e.getClass().getSimpleName());
            throw Refusal.of(ErrorCode.CAPTCHA_UNAVAILABLE).retryAfter(SOON);
        }
    }

    private Verdict ask(String secret, String token, String address) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("secret", secret);
        form.add("response", token);
        form.add("remoteip", address);
        Verdict verdict = provider.post().uri(settings.verifyUrl()).contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON).body(form).retrieve().body(Verdict.class);
        if (verdict == null) {
            throw new RestClientException("no verdict");
        }
        if (!verdict.success() && verdict.notTheCallersFault()) {
            LOG.error("The captcha provider does not take our secret, or is broken: {}", verdict.errorCodes());
            throw new RestClientException("no verdict about the caller");
        }
        return verdict;
    }
}
