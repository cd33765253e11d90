package dev.orgledger.command.member;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberLeft;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.member.MemberEvent.RoleExpired;
import dev.orgledger.shared.organization.OrganizationEvent.OrgDeleted;

/** Keeps {@link Memberships}, in the transaction of the event. */
@Component
@ProcessingGroup("memberships")
class WhenMembershipBeginsOrEndsThenRememberIt {

    private final Memberships memberships;

    WhenMembershipBeginsOrEndsThenRememberIt(Memberships memberships) {
        this.memberships = memberships;
    }

    @EventHandler
    void on(MemberJoined event) {
        memberships.began(event.orgId(), event.personId());
    }

    @EventHandler
    void on(MemberRemoved event) {
        memberships.ended(event.orgId(), event.personId());
    }

    @EventHandler
    void on(MemberLeft event) {
        memberships.ended(event.orgId(), event.personId());
    }

    @EventHandler
    void on(RoleExpired event) {
        memberships.ended(event.orgId(), event.personId());
    }

    @EventHandler
    void on(OrgDeleted event) {
        memberships.allEnded(event.orgId());
    }
}
