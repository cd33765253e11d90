package dev.orgledger.query.member;

import java.util.LinkedHashMap;
import java.util.Map;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import dev.orgledger.query.platform.mongo.Documents;
import dev.orgledger.shared.envelope.PersonRecord;

/** The fields of contract section 4. */
final class MemberView {

    private MemberView() {
    }

    static Map<String, Object> member(Document member, @Nullable PersonRecord person, @Nullable String ownerId) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("uid", member.getString("user_id"));
        view.put("email", person == null ? null : person.email());
        view.put("first_name", person == null ? null : person.firstName());
        view.put("last_name", person == null ? null : person.lastName());
        view.put("image_url", person == null ? null : person.imageUrl());
        view.put("role", member.getString("role"));
        view.put("status", "active");
        view.put("is_owner", member.getString("user_id").equals(ownerId));
        view.put("joined_at", Documents.time(member, "joined_at"));
        view.put("expires_at", Documents.time(member, "expires_at"));
        return view;
    }

    /** Names are those given with the invitation: it reveals nothing of an account. */
    static Map<String, Object> invited(Document invitation, @Nullable PersonRecord person, @Nullable Document names) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("uid", null);
        view.put("email", person == null ? null : person.email());
        view.put("first_name", names == null ? null : names.getString("first_name"));
        view.put("last_name", names == null ? null : names.getString("last_name"));
        view.put("image_url", null);
        view.put("role", MemberList.INVITED + invitation.getString("role"));
        view.put("status", "pending");
        view.put("is_owner", false);
        view.put("joined_at", null);
        view.put("expires_at", Documents.time(invitation, "expires_at"));
        view.put("invitation_id", invitation.getString("_id"));
        view.put("invitation_expires_at", Documents.time(invitation, "invitation_expires_at"));
        return view;
    }
}
