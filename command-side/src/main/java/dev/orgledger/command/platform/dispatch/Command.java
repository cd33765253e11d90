package dev.orgledger.command.platform.dispatch;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.role.Principal;

/** A wish to change one aggregate, made by somebody. */
public interface Command {

    /** Key of the command metadata with the version of {@code If-Match}, a {@code Long}; absent where there was none. */
    String EXPECTED_VERSION = "expected_version";

    /** Who asks. */
    Principal by();

    /** Id of the aggregate that it is for; null for a command that makes up the id itself. */
    @Nullable
    String target();

    /** The answer when the aggregate does not exist. */
    ErrorCode whenUnknown();
}
