package dev.orgledger.command.platform.kafka;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.state.StateChanges;
import dev.orgledger.shared.state.StateRecord.Organization;

/**
 * The state of organizations as {@code org.state.v1} tells it, folded from their events in order. An organization that is
 * not in memory is read from the event store, by those of its events that say something here.
 */
final class OrganizationStates {

    private static final int REMEMBERED = 10_000;
    private static final String BEFORE = """
            SELECT payload_type, payload, time_stamp FROM domain_event_entry
            WHERE aggregate_identifier = ? AND sequence_number < ? AND payload_type IN ('organization.created',
                'organization.updated', 'organization.deleted', 'security.policy_changed', 'apikey.cut_off',
                'apikey.restored')
            ORDER BY sequence_number""";

    private final Connection connection;
    private final Map<String, Organization> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Organization> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Reads by that connection, which nobody else uses at the same time. */
    OrganizationStates(Connection connection) {
        this.connection = connection;
    }

    /**
     * The state after that event, which is the given one; empty for an organization whose creation is not in the store: it
     * has no rights to tell of, and must not hold up the others.
     */
    Optional<Organization> after(StoredEvent stored, DomainEvent.OfOrganization event) throws SQLException {
        String orgId = event.orgId();
        Organization before = known.get(orgId);
        if (stored.sequence() > 0 && (before == null || before.version() != stored.sequence())) {
            before = read(orgId, stored.sequence());
        }
        if (before == null && !(event instanceof OrgCreated)) {
            return Optional.empty();
        }
        Organization after = StateChanges.organization(before, event, stored.at(), stored.sequence() + 1);
        known.put(orgId, after);
        return Optional.of(after);
    }

    private @Nullable Organization read(String orgId, long sequence) throws SQLException {
        Organization state = null;
        try (PreparedStatement query = connection.prepareStatement(BEFORE)) {
            query.setString(1, orgId);
            query.setLong(2, sequence);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    DomainEvent.OfOrganization event = (DomainEvent.OfOrganization) EventJson.read(found.getString(1),
                            found.getBytes(2));
                    if (state != null || event instanceof OrgCreated) {
                        state = StateChanges.organization(state, event,
                                OffsetDateTime.parse(found.getString(3)).toInstant(), sequence);
                    }
                }
            }
        }
        return state;
    }
}
