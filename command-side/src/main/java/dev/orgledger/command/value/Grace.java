package dev.orgledger.command.value;

import java.time.Duration;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** How long a secret works on beside the one that takes its place. */
public final class Grace {

    private static final Duration LONGEST = Duration.ofHours(24);

    private Grace() {
    }

    /**
     * The grace that was asked for.
     *
     * @throws Refusal {@code invalid_grace_seconds}
     */
    public static Duration ofSeconds(long seconds) {
        if (seconds < 0 || seconds > LONGEST.toSeconds()) {
            throw Refusal.of(ErrorCode.INVALID_GRACE_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }
}
