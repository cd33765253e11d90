package dev.orgledger.command.organization;

import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** Rule: a command that was meant for one version of the organization changes no other. */
final class TheVersionIsTheExpectedOne {

    private TheVersionIsTheExpectedOne() {
    }

    /** To be asked before anything is applied; the version is the number of events so far. */
    static void check(@Nullable Long expected) {
        if (expected != null && expected != AggregateLifecycle.getVersion() + 1) {
            throw Refusal.of(ErrorCode.VERSION_MISMATCH);
        }
    }
}
