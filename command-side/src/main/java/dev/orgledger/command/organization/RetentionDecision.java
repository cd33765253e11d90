package dev.orgledger.command.organization;

import java.util.Objects;

import org.axonframework.modelling.command.AggregateLifecycle;

import dev.orgledger.command.organization.OrganizationCommand.ChangeRetention;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;
import dev.orgledger.shared.organization.Retention;

/** Decides how far back the audit log can be searched, for the platform, once it was let through. */
final class RetentionDecision {

    private RetentionDecision() {
    }

    static Retention change(OrganizationState state, ChangeRetention wish) {
        Retention present = state.retention();
        Retention wished = new Retention(wish.searchableDays().over(present.searchableDays()),
                Objects.requireNonNull(wish.legalHold().over(present.legalHold())));
        if (!wished.equals(present)) {
            AggregateLifecycle.apply(new RetentionChanged(state.orgId(), wished, present));
        }
        return wished;
    }
}
