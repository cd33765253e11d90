package dev.orgledger.query.history;

import java.util.Set;

import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;

/** Under each person the organizations that the person ever joined. */
@Component
class EverMemberProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.EVER_MEMBER);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.event() instanceof MemberJoined joined) {
            EverMember.LISTED.add(writes, joined.personId(), joined.orgId(), record.position());
        }
    }
}
