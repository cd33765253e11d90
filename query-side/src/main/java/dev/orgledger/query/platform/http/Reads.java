package dev.orgledger.query.platform.http;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.edge.Times;
import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Principal;

/** Small rules that many reads share. */
public final class Reads {

    private Reads() {
    }

    /**
     * The moment that is asked about: of the past, or the present.
     *
     * @throws Refusal {@code invalid_at} for what is no RFC 3339 time, and for the future
     */
    public static Instant moment(String at, Instant now) {
        return Times.parse(at).filter(moment -> !moment.isAfter(now))
                .orElseThrow(() -> Refusal.of(ErrorCode.INVALID_AT));
    }

    /** Refuses keys that were narrowed: they may not touch what belongs to their owner alone. */
    public static void noNarrowedKey(Principal principal) {
        if (principal.narrowed()) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).saying("A narrowed API key may not do this");
        }
    }

    /**
     * Whose own things are asked for: the caller's, or for the platform key those of whom it names.
     *
     * @param userId as asked for; null for oneself
     */
    public static String oneself(Principal principal, @Nullable String userId) {
        noNarrowedKey(principal);
        String own = principal.personId();
        if (own == null) {
            if (userId == null || userId.isBlank()) {
                throw Refusal.of(ErrorCode.INVALID_PARAMETER).saying("userId is required").with("parameter", "userId");
            }
            return userId;
        }
        if (userId != null && !userId.equals(own)) {
            throw Refusal.of(ErrorCode.PERMISSION_DENIED).saying("Only the platform key may ask about other people");
        }
        return own;
    }
}
