package dev.orgledger.examples;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.envelope.Headers;
import dev.orgledger.shared.envelope.PersonRecord;
import dev.orgledger.shared.envelope.Topics;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;

/**
 * What each record of {@code org.events.v1} and {@code org.persons.v1} means to the example service. Applying one twice is
 * applying it once.
 */
final class CleanUp {

    /** For whoever was away for longer than tombstones stay on {@code org.persons.v1}. The key says who, the rest is not needed. */
    private static final String USER_ERASED = "user.erased";

    /**
     * An event came whose predecessor never did: the offsets were moved, or the data comes from an older copy than they.
     * Nobody can say what else is missing, so nothing goes on; start over with an empty store.
     */
    static final class EventMissed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EventMissed(String orgId, long last, long version) {
            super("after event " + last + " of " + orgId + " came " + version);
        }
    }

    private CleanUp() {
    }

    /**
     * Applies one record, of whichever of the two topics.
     *
     * @throws EventMissed when an event of that organization is missing before it
     */
    static void apply(ConsumerRecord<String, byte[]> record, OwnData data) {
        switch (record.topic()) {
            case Topics.EVENTS -> event(record, data);
            case Topics.PERSONS -> person(record, data);
            default -> throw new IllegalArgumentException("not followed: " + record.topic());
        }
    }

    private static void event(ConsumerRecord<String, byte[]> record, OwnData data) {
        String type = Topic.header(record, Headers.CE_TYPE)
                .orElseThrow(() -> new IllegalArgumentException("an event without " + Headers.CE_TYPE));
        Optional<Long> version = Topic.header(record, Headers.CE_ORG_VERSION).map(Long::valueOf);
        if (version.isEmpty()) {
            ofUser(type, record.key(), data);
        } else if (isNews(record.key(), version.get(), data)) {
            // A type of a later release means nothing here, but it counts.
            if (EventTypes.named(type).isPresent()) {
                ofOrganization(EventJson.read(type, record.value()), data);
            }
            data.versions().put(record.key(), version.get());
        }
    }

    private static boolean isNews(String orgId, long version, OwnData data) {
        long last = data.versions().getOrDefault(orgId, 0L);
        if (version > last + 1) {
            throw new EventMissed(orgId, last, version);
        }
        return version == last + 1;
    }

    private static void ofOrganization(DomainEvent event, OwnData data) {
        switch (event) {
            case OrgDeleted gone -> data.removeAppsOf(gone.orgId());
            case MemberRemoved removed -> data.unshare(removed.orgId(), removed.personId());
            case MemberLeft left -> data.unshare(left.orgId(), left.personId());
            case RoleExpired expired -> data.unshare(expired.orgId(), expired.personId());
            default -> {
                // The others change nothing that this service owns.
            }
        }
    }

    /** Events of users have no version to count by, so what is done here must do no harm when it is done again. */
    private static void ofUser(String type, String userId, OwnData data) {
        if (type.equals(USER_ERASED)) {
            data.forget(userId);
        }
    }

    /** Each record is the whole present state of one person; none at all is the order to forget. */
    private static void person(ConsumerRecord<String, byte[]> record, OwnData data) {
        if (!record.key().startsWith("user_")) {
            // The management address of an organization, which this service does not need and so does not keep.
            return;
        }
        if (record.value() == null) {
            data.forget(record.key());
        } else {
            data.names().put(record.key(), name(EventJson.mapper().readValue(record.value(), PersonRecord.class)));
        }
    }

    private static String name(PersonRecord person) {
        return person.firstName() == null
                ? person.email()
                : person.lastName() == null ? person.firstName() : person.firstName() + " " + person.lastName();
    }
}
