package dev.orgledger.edge;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Picks, in a process with both sides, the one that answers a request. */
record PrincipalSources(List<PrincipalSource> all) {

    /** The source that serves the request; {@code not_found} where no side of this process does. */
    PrincipalSource serving(HttpServletRequest request) {
        return all.stream().filter(source -> source.serves(request)).findFirst()
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND));
    }
}
