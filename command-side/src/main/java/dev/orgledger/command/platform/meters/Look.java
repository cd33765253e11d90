package dev.orgledger.command.platform.meters;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that a look into the store gives. They are looked up when somebody collects them, once for all gauges that show
 * them, and are not known ({@code NaN}) while the store cannot be reached.
 *
 * @param <T> all that one look finds
 */
public final class Look<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Look.class);
    /** Longer than one collection takes, also while the store lets everybody wait for a connection. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final LoadingCache<String, Optional<T>> last;

    /** Figures that are found out like this. */
    public Look(Callable<T> query) {
        last = Caffeine.newBuilder().expireAfterWrite(GOOD_FOR).build(key -> find(query));
    }

    private static <T> Optional<T> find(Callable<T> query) {
        try {
            return Optional.of(query.call());
        } catch (Exception e) {
            LOG.debug("Some figures are not known: {}", e.getClass().getName());
            return Optional.empty();
        }
    }

    /** One of the figures. */
    public double figure(ToDoubleFunction<T> which) {
        return last.get("").map(which::applyAsDouble).orElse(Double.NaN);
    }
}
