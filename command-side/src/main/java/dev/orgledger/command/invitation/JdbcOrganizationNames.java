package dev.orgledger.command.invitation;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;

/** What an organization is called now, read from the last event that says it. */
@Component
class JdbcOrganizationNames {

    private static final String LAST = """
            SELECT payload_type, payload FROM domain_event_entry
            WHERE aggregate_identifier = ?
                AND payload_type IN ('organization.created', 'organization.updated', 'organization.deleted')
            ORDER BY sequence_number DESC LIMIT 1""";

    private final JdbcClient jdbc;

    JdbcOrganizationNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The name; empty for an organization that is unknown or deleted. */
    Optional<String> of(String orgId) {
        return jdbc.sql(LAST).param(orgId)
                .query((row, number) -> EventJson.read(row.getString("payload_type"), row.getBytes("payload")))
                .optional().flatMap(event -> switch (event) {
                    case OrgCreated created -> Optional.of(created.name());
                    case OrgUpdated updated -> Optional.of(updated.name());
                    case OrgDeleted deleted -> Optional.empty();
                    default -> throw new IllegalStateException(event.getClass() + " was not asked for");
                });
    }
}
