package dev.orgledger.query.organization;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import dev.orgledger.query.history.PastState;
import dev.orgledger.query.platform.mongo.Documents;

/** The fields of contract section 3. */
final class OrganizationView {

    /** What the list says of an organization that tells the caller no more. */
    private static final Set<String> ALWAYS_SEEN = Set.of("id", "name", "created_at");

    private OrganizationView() {
    }

    static Map<String, @Nullable Object> of(Document organization, @Nullable String managementEmail) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", Objects.requireNonNull(organization.getString("_id")));
        view.put("created_by", organization.getString("owner_id"));
        view.put("created_at", Documents.time(organization, "created_at"));
        view.put("updated_at", Documents.time(organization, "updated_at"));
        view.put("logo", organization.getString("logo"));
        view.put("name", organization.getString("name"));
        view.put("management_email", managementEmail);
        view.put("customer_id", null);
        view.put("website", organization.getString("website"));
        return view;
    }

    /** What is seen by whoever the organization does not let in. */
    static void cutShort(Map<String, @Nullable Object> view) {
        view.replaceAll((field, value) -> ALWAYS_SEEN.contains(field) ? value : null);
    }

    /** The document as the projection had it then. */
    static Document document(PastState then) {
        return new Document("_id", then.organization().orgId()).append("name", then.organization().name())
                .append("logo", then.settings().logo()).append("website", then.settings().website())
                .append("owner_id", then.settings().ownerId())
                .append("created_at", Documents.date(then.organization().createdAt()))
                .append("updated_at", Documents.date(then.settings().updatedAt()))
                .append("deleted", then.organization().deleted()).append("version", then.version());
    }
}
