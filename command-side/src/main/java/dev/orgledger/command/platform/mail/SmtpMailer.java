package dev.orgledger.command.platform.mail;

import java.time.Duration;
import java.util.Arrays;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;

import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/**
 * Sends through Spring's mail sender. A hiccup is retried at once; while the server is down the breaker spares it and us,
 * and the agenda tries again later.
 */
final class SmtpMailer implements Mailer {

    private final JavaMailSender sender;
    private final String from;
    private final CircuitBreaker breaker;
    private final Retry retry;

    /** @param breakerPause how long the server is left alone after it failed several times */
    SmtpMailer(JavaMailSender sender, String from, Duration breakerPause, CircuitBreakerRegistry breakers) {
        this.sender = sender;
        this.from = from;
        breaker = breakers.circuitBreaker("mail",
                CircuitBreakerConfig.custom().slidingWindowSize(10).minimumNumberOfCalls(5)
                        .failureRateThreshold(50).waitDurationInOpenState(breakerPause)
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .ignoreException(thrown -> !serversFault(thrown)).build());
        retry = Retry.of("mail", RetryConfig.custom().maxAttempts(3)
                .intervalFunction(IntervalFunction.ofExponentialBackoff(Duration.ofMillis(200)))
                .retryOnException(thrown -> serversFault(thrown) && !(thrown instanceof CallNotPermittedException))
                .build());
    }

    @Override
    public void send(Mail mail) {
        retry.executeRunnable(() -> breaker
                .executeRunnable(() -> sender.send(MimeMail.fill(sender.createMimeMessage(), mail, from))));
    }

    /** An address that the server does not take says nothing about the server: others' mail goes on. */
    private static boolean serversFault(Throwable thrown) {
        if (thrown instanceof MailSendException failed) {
            return Arrays.stream(failed.getMessageExceptions()).noneMatch(SmtpMailer::addressRefused);
        }
        return !(thrown instanceof MailPreparationException);
    }

    private static boolean addressRefused(Exception thrown) {
        Address[] invalid = thrown instanceof SendFailedException failed ? failed.getInvalidAddresses() : null;
        return invalid != null && invalid.length > 0;
    }
}
