package dev.orgledger.command.value;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: what is given an end has not ended yet. */
public final class AnEndDateLiesInTheFuture {

    private AnEndDateLiesInTheFuture() {
    }

    /** Refuses an end that has passed; null is no end. */
    public static void check(@Nullable Instant end, Instant now) {
        if (end != null && !end.isAfter(now)) {
            throw Refusal.of(ErrorCode.EXPIRATION_IN_PAST);
        }
    }
}
