package dev.orgledger.query.invitation;

import java.util.Set;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.query.platform.mongo.LiveInvitations;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.InternalRecord;
import dev.orgledger.shared.invitation.InvitationEvent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationChanged;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationDeclined;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationExpired;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationResent;
import dev.orgledger.shared.invitation.InvitationEvent.InvitationRevoked;
import dev.orgledger.shared.member.MemberEvent;
import dev.orgledger.shared.member.MemberEvent.MemberInvited;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleChanged;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;

/** Invitations from the first sending to their end, the names given with them, and the way to them from a token. */
@Component
class InvitationProjection implements Projection {

    static final String EXPIRED = "expired";
    private static final String CLOSED = "closed";

    @Override
    public Set<String> collections() {
        return Set.of(Collections.INVITATIONS, Collections.INVITATION_NAMES, Collections.INVITATION_TOKENS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        switch (incoming) {
            case Incoming.Event record when record.event() instanceof MemberEvent event ->
                member(event, record, writes);
            case Incoming.Event record when record.event() instanceof InvitationEvent event ->
                set(event.invitationId(), record, writes, fieldsOf(event));
            case Incoming.Invitation record -> secrets(record, writes);
            default -> {
                // Not about invitations.
            }
        }
    }

    private static void member(MemberEvent event, Incoming.Event record, Writes writes) {
        switch (event) {
            case MemberInvited invited -> set(invited.invitationId(), record, writes, invited(invited, record));
            case MemberJoined joined -> closed(joined.invitationId(), record, writes);
            case RoleChanged changed -> closed(changed.invitationId(), record, writes);
            case MemberRemoved removed -> {
                // An invitation outlives nothing but itself; likewise the others.
            }
            case MemberLeft left -> {
            }
            case RoleExpired expired -> {
            }
        }
    }

    private static Document fieldsOf(InvitationEvent event) {
        return switch (event) {
            case InvitationChanged changed -> new Document("role", changed.role().word()).append("expires_at",
                    Documents.date(changed.expiresAt()));
            case InvitationResent resent -> new Document("state", LiveInvitations.OPEN).append("invitation_expires_at",
                    Documents.date(resent.invitationExpiresAt()));
            case InvitationDeclined declined -> new Document("state", CLOSED);
            case InvitationRevoked revoked -> new Document("state", CLOSED);
            case InvitationExpired expired -> new Document("state", EXPIRED);
        };
    }

    private static Document invited(MemberInvited event, Incoming.Event record) {
        return new Document("org_id", event.orgId()).append("person_id", event.personId())
                .append("role", event.role().word()).append("expires_at", Documents.date(event.expiresAt()))
                .append("invitation_expires_at", Documents.date(event.invitationExpiresAt()))
                .append("invited_by", record.actor().userId()).append("created_at", Documents.date(record.at()))
                .append("state", LiveInvitations.OPEN);
    }

    private static void closed(@Nullable String invitationId, Incoming.Event record, Writes writes) {
        if (invitationId != null) {
            set(invitationId, record, writes, new Document("state", CLOSED));
        }
    }

    private static void set(String invitationId, Incoming.Event record, Writes writes, Document fields) {
        writes.set(Collections.INVITATIONS, invitationId, record.position(), fields);
    }

    /** Names are personal and go with the tombstone; the hash of a token tells nobody anything. */
    private static void secrets(Incoming.Invitation record, Writes writes) {
        InternalRecord.Invitation value = record.value();
        if (value == null) {
            writes.delete(Collections.INVITATION_NAMES, record.invitationId(), record.position());
            return;
        }
        writes.set(Collections.INVITATION_NAMES, record.invitationId(), record.position(),
                new Document("token_hash", value.tokenHash()).append("first_name", value.firstName())
                        .append("last_name", value.lastName()));
        writes.set(Collections.INVITATION_TOKENS, value.tokenHash(), record.position(),
                new Document("invitation_id", record.invitationId()));
    }
}
