package dev.orgledger.command.platform.captcha;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The captcha provider.
 *
 * @param secret our secret there; without one there is no captcha
 * @param verifyUrl where tokens are verified, in the manner of Cloudflare's Turnstile
 * @param timeout longest wait for the connection, and for the answer
 * @param breakerPause how long a provider that failed several times is left alone
 */
@ConfigurationProperties("orgledger.captcha")
record CaptchaSettings(@Nullable String secret,
        @DefaultValue("https://challenges.cloudflare.com/turnstile/v0/siteverify") URI verifyUrl,
        @DefaultValue("3s") Duration timeout, @DefaultValue("30s") Duration breakerPause) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "CaptchaSettings[" + verifyUrl + "]";
    }
}
