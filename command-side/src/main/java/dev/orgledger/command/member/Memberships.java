package dev.orgledger.command.member;

import java.util.List;

/**
 * Where to look for a person's organizations; kept in the transaction of the events. Who is a member is decided by the
 * organization: one that is named here may have ended the membership by a date that has just come.
 */
public interface Memberships {

    /** Ids of the organizations that this person may be a member of. */
    List<String> of(String personId);

    /** Keeps a membership, new or not. */
    void began(String orgId, String personId);

    /** Forgets a membership. */
    void ended(String orgId, String personId);

    /** Forgets all memberships in that organization. */
    void allEnded(String orgId);
}
