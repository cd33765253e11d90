package dev.orgledger.query.organization;

import java.util.Date;
import java.util.Set;

import org.bson.Document;
import org.springframework.stereotype.Component;

import dev.orgledger.query.platform.kafka.Incoming;
import dev.orgledger.query.platform.mongo.Collections;
import dev.orgledger.query.platform.mongo.Projection;
import dev.orgledger.query.platform.mongo.Writes;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.organization.OrganizationEvent;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.organization.OrganizationEvent.OwnershipTransferred;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.organization.OrganizationEvent.RetentionChanged;

/** Organizations with their present version, which every one of their events moves; and their contact addresses. */
@Component
class OrganizationProjection implements Projection {

    @Override
    public Set<String> collections() {
        return Set.of(Collections.ORGANIZATIONS, Collections.CONTACTS);
    }

    @Override
    public void apply(Incoming incoming, Writes writes) {
        if (incoming instanceof Incoming.Event record && record.event() instanceof DomainEvent.OfOrganization event
                && record.orgVersion() != null) {
            Document fields = event instanceof OrganizationEvent own ? fieldsOf(own, record) : new Document();
            writes.set(Collections.ORGANIZATIONS, event.orgId(), record.position(),
                    fields.append("version", record.orgVersion()));
        } else if (incoming instanceof Incoming.Contact contact) {
            contact(contact, writes);
        }
    }

    private static Document fieldsOf(OrganizationEvent event, Incoming.Event record) {
        return switch (event) {
            case OrgCreated created -> created(created, record);
            case OrgUpdated updated -> updated(updated, record);
            case OwnershipTransferred transferred -> transferred(transferred, record);
            case OrgDeleted deleted -> deleted(record);
            // The policy itself is answered from memory.
            case PolicyChanged changed -> new Document("updated_at", Date.from(record.at()));
            case RetentionChanged changed -> new Document("searchable_days", changed.retention().searchableDays())
                    .append("legal_hold", changed.retention().legalHold());
        };
    }

    private static Document created(OrgCreated event, Incoming.Event record) {
        return new Document("name", event.name()).append("logo", event.logo()).append("website", event.website())
                .append("owner_id", event.ownerId()).append("created_at", Date.from(record.at()))
                .append("updated_at", Date.from(record.at())).append("deleted", false);
    }

    private static Document updated(OrgUpdated event, Incoming.Event record) {
        return new Document("name", event.name()).append("logo", event.logo()).append("website", event.website())
                .append("updated_at", Date.from(record.at()));
    }

    private static Document transferred(OwnershipTransferred event, Incoming.Event record) {
        return new Document("owner_id", event.ownerId()).append("updated_at", Date.from(record.at()));
    }

    private static Document deleted(Incoming.Event record) {
        return new Document("deleted", true).append("updated_at", Date.from(record.at()));
    }

    private static void contact(Incoming.Contact contact, Writes writes) {
        if (contact.value() == null) {
            writes.delete(Collections.CONTACTS, contact.orgId(), contact.position());
        } else {
            writes.set(Collections.CONTACTS, contact.orgId(), contact.position(),
                    new Document("management_email", contact.value().managementEmail()));
        }
    }
}
