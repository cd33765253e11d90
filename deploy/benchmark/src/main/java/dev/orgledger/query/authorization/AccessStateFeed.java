package dev.orgledger.query.authorization;

import java.util.Set;
import java.util.function.Consumer;

import dev.orgledger.benchmark.MemoryProbe.Membership;
import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.state.StateRecord;

/**
 * Gives memberships to an {@link AccessState} as its reader would: they come before the organization's own record. In this
 * package, because nobody else may feed it.
 */
public final class AccessStateFeed implements Consumer<Membership> {

    private final AccessState state = new AccessState();
    private long position;

    @Override
    public void accept(Membership told) {
        long version = told.number() + 2L;
        state.apply(new Incoming.State(told.orgId() + "/" + told.personId(),
                new StateRecord.Membership(told.orgId(), told.personId(), told.role(), told.since(), null,
                        told.grantedBy(), version),
                ++position, version));
        if (told.last()) {
            state.apply(new Incoming.State(told.orgId(), new StateRecord.Organization(told.orgId(), "Bench", false,
                    told.since(), SecurityPolicy.NONE, Set.of(), version), ++position, version));
        }
    }
}
