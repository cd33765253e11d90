package dev.orgledger.command.platform.idempotency;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** A refusal as it is kept: code, sentence and details. */
final class KeptRefusal {

    private KeptRefusal() {
    }

    /** Whether it is a decision about the request itself; a wait, a credential or a fault is none. */
    static boolean keeps(Refusal refusal) {
        int status = refusal.code().status();
        return status >= 400 && status < 500 && status != 401 && status != 429
                && refusal.code() != ErrorCode.IDEMPOTENCY_IN_PROGRESS
                && refusal.code() != ErrorCode.IDEMPOTENCY_KEY_REUSED
                && refusal.code() != ErrorCode.CONCURRENT_CHANGE;
    }

    static Map<String, Object> body(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", refusal.code().code());
        body.put("sentence", refusal.sentence());
        body.put("details", refusal.details());
        return body;
    }

    static Refusal refusal(Map<String, Object> body) {
        ErrorCode code = ErrorCode.valueOf(String.valueOf(body.get("code")).toUpperCase(Locale.ROOT));
        Refusal refusal = Refusal.of(code).saying(String.valueOf(body.get("sentence")));
        if (body.get("details") instanceof Map<?, ?> details) {
            for (Map.Entry<?, ?> detail : details.entrySet()) {
                refusal = refusal.with(String.valueOf(detail.getKey()), detail.getValue());
            }
        }
        return refusal.again();
    }
}
