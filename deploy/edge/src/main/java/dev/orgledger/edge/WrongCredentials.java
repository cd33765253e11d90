package dev.orgledger.edge;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/**
 * Slows down who tries credentials: an address may send so many wrong ones in a period, and gets 429 for more. Asked
 * only after a credential was found wrong, so that a right one always passes, whoever else shares the address.
 */
final class WrongCredentials {

    private static final int ADDRESSES = 10_000;

    private final ClientAddress addresses;
    private final Duration period;
    private final @Nullable Allowance allowance;

    /**
     * @param limit wrong credentials from one address in a period; 0 for any number
     * @throws IllegalArgumentException for a negative limit or a period that is none
     */
    WrongCredentials(ClientAddress addresses, int limit, Duration period) {
        this.addresses = addresses;
        this.period = period;
        allowance = limit == 0 ? null : new Allowance(limit, period, ADDRESSES);
    }

    /** The refusal to answer with: the same, or {@code too_many_attempts} in place of one wrong credential too many. */
    Refusal counted(Refusal refusal, HttpServletRequest request) {
        boolean wrong = refusal.code() == ErrorCode.INVALID_API_KEY || refusal.code() == ErrorCode.INVALID_TOKEN;
        if (allowance == null || !wrong || allowance.takes(addresses.of(request))) {
            return refusal;
        }
        return Refusal.of(ErrorCode.TOO_MANY_ATTEMPTS).retryAfter(period);
    }
}
