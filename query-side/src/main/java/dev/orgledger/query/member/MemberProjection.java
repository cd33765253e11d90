package dev.orgledger.query.member;

import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;

/** Who is a member. A former member's document stays, marked as gone, so that no repeat brings the member back. */
@Component
class MemberProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.MEMBERS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.event() instanceof MemberEvent event) {
            Document fields = fieldsOf(event, record);
            if (!fields.isEmpty()) {
                writes.set(Collections.MEMBERS, event.orgId() + "/" + event.personId(), record.position(), fields);
            }
        }
    }

    private static Document fieldsOf(MemberEvent event, Incoming.Event record) {
        return switch (event) {
            case MemberJoined joined -> joined(joined, record);
            case RoleChanged changed -> changed(changed);
            case MemberRemoved removed -> gone();
            case MemberLeft left -> gone();
            case RoleExpired expired -> gone();
            case MemberInvited invited -> new Document();
        };
    }

    private static Document joined(MemberJoined event, Incoming.Event record) {
        return new Document("org_id", event.orgId()).append("user_id", event.personId())
                .append("role", event.role().word()).append("joined_at", Documents.date(record.at()))
                .append("expires_at", Documents.date(event.expiresAt())).append("gone", false);
    }

    private static Document changed(RoleChanged event) {
        return new Document("role", event.role().word()).append("expires_at", Documents.date(event.expiresAt()));
    }

    private static Document gone() {
        return new Document("gone", true);
    }
}
