package dev.orgledger.command.user;

import java.time.Instant;
import java.util.Optional;

/** What is known of the tokens by which users sign in. */
@FunctionalInterface
public interface SignIns {

    /** The end of an earlier user of the same subject of an identity provider: a token that is not from after it is refused. */
    Optional<Instant> notBefore(String userId);
}
