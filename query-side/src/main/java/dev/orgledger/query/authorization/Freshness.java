package dev.orgledger.query.authorization;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** A replica that has heard nothing from the command side for too long grants nothing: it may have missed a removal. */
@Component
public class Freshness {

    private final AccessReader access;
    private final Duration maxStaleness;

    Freshness(AccessReader access, @Value("${orgledger.max-staleness:30s}") Duration maxStaleness) {
        this.access = access;
        this.maxStaleness = maxStaleness;
    }

    /** Whether what is known of access is young enough to decide by. */
    public boolean fresh() {
        Duration age = access.progress().age();
        return age != null && age.compareTo(maxStaleness) <= 0;
    }

    /** Refuses with {@code read_model_behind} when it is not. */
    public void require() {
        if (!fresh()) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND)
                    .saying("This replica has had no sign from the command side for too long")
                    .retryAfter(Duration.ofSeconds(2));
        }
    }
}
