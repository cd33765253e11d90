package dev.orgledger.command.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import dev.orgledger.command.webhook.Failure;
import dev.orgledger.command.webhook.Outcome;
import dev.orgledger.command.webhook.SigningSecret;
import dev.orgledger.command.webhook.WebhookSettings;
import dev.orgledger.command.webhook.WebhookUrl;

/**
 * Makes one attempt: a POST that follows no redirect, keeps no cookie, repeats nothing by itself, and goes to no address but
 * those that {@link ReceiverAddresses} lets through at that moment.
 */
final class Sender implements AutoCloseable {

    /** As much of an answer as is kept, in bytes. */
    static final int MOST_OF_AN_ANSWER = 10_000;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 2_000;
    private static final TimeValue OLDEST_CONNECTION = TimeValue.ofMinutes(5);
    private static final TimeValue IDLE_CONNECTION = TimeValue.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private final CloseableHttpClient client;
    private final WebhookSettings settings;
    private final Executor executor;
    private final Clock clock;

    /**
     * @param names what host names stand for
     * @param executor on which attempts wait for their receivers
     */
    Sender(DnsResolver names, WebhookSettings settings, Executor executor, Clock clock) {
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        Timeout timeout = Timeout.of(settings.timeout());
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new ReceiverAddresses(names, settings.allowLoopback()))
                        .setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(timeout).setTimeToLive(OLDEST_CONNECTION)
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200)).build())
                        .build())
                .disableRedirectHandling().disableAutomaticRetries().disableCookieManagement().disableAuthCaching()
                .disableContentCompression().setUserAgent("Orgledger-Webhook/1.0").evictExpiredConnections()
                .evictIdleConnections(IDLE_CONNECTION).build();
    }

    private record Answer(int status, String body, @Nullable Duration retryAfter) {}

    /** Sends that message, and waits for what comes of it; never longer than the time limit. */
    Outcome send(Guard guard, WebhookUrl url, List<SigningSecret> secrets, String messageId, byte[] body)
            throws InterruptedException {
        Instant began = clock.instant();
        long start = System.nanoTime();
        if (!url.usable(settings.allowLoopback())) {
            return Outcome.failed(began, Duration.ZERO, Failure.ADDRESS_NOT_ALLOWED);
        }
        HttpPost request = request(url, secrets, messageId, began.getEpochSecond(), body);
        try {
            Answer answer = guard.limit()
                    .executeFutureSupplier(() -> CompletableFuture.supplyAsync(() -> exchange(request), executor));
            return new Outcome(began, since(start), answer.status(), answer.body(), null, answer.retryAfter());
        } catch (TimeoutException e) {
            return Outcome.failed(began, since(start), Failure.TIMED_OUT);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Outcome.failed(began, since(start), failure(e));
        } finally {
            // Ends what is still under way, and does nothing to what is done.
            request.cancel();
        }
    }

    private static HttpPost request(WebhookUrl url, List<SigningSecret> secrets, String messageId, long timestamp,
            byte[] body) {
        HttpPost request = new HttpPost(url.text());
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader("webhook-id", messageId);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader("webhook-signature", Signature.of(secrets, messageId, timestamp, body));
        return request;
    }

    private Answer exchange(HttpPost request) {
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(null, request, null);
            return new Answer(response.getCode(), beginning(response.getEntity(), request),
                    retryAfter(response.getFirstHeader(HttpHeaders.RETRY_AFTER)));
        } catch (IOException e) {
            throw new CompletionException(e);
        } finally {
            // The answer has been read, or cannot be: how its connection ends says nothing more.
            Closer.closeQuietly(response);
        }
    }

    private static String beginning(@Nullable HttpEntity entity, HttpPost request) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] read = entity.getContent().readNBytes(MOST_OF_AN_ANSWER);
        if (read.length == MOST_OF_AN_ANSWER) {
            // Closing alone would read on to the end, which there may never be.
            request.cancel();
        }
        // PostgreSQL keeps every character but this one.
        return new String(read, UTF_8).replace('\u0000', '\uFFFD');
    }

    private @Nullable Duration retryAfter(@Nullable Header header) {
        if (header == null) {
            return null;
        }
        String value = header.getValue().strip();
        Duration wanted;
        if (SECONDS.matcher(value).matches()) {
            wanted = Duration.ofSeconds(Long.parseLong(value));
        } else {
            Instant until = DateUtils.parseStandardDate(value);
            if (until == null) {
                return null;
            }
            wanted = Duration.between(clock.instant(), until);
        }
        if (wanted.isNegative()) {
            return Duration.ZERO;
        }
        return wanted.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wanted;
    }

    private static Failure failure(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case ReceiverAddresses.Refused refused -> Failure.ADDRESS_NOT_ALLOWED;
            case UnknownHostException unknown -> Failure.NAME_NOT_RESOLVED;
            case SSLException tls -> Failure.TLS_FAILED;
            case InterruptedIOException late -> Failure.TIMED_OUT;
            case ConnectException nobody -> Failure.CONNECTION_FAILED;
            default -> Failure.NO_ANSWER;
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
