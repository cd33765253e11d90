package dev.orgledger.command.organization;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;

/**
 * Rule: nobody grants, changes or removes a role above the own one, nor grants one for longer than the own one lasts. As
 * the super admin ranks highest, only a super admin makes or unmakes one.
 */
final class NobodyReachesAboveTheOwnRole {

    private NobodyReachesAboveTheOwnRole() {
    }

    /** Refuses to touch somebody in that role. */
    static void touching(Asked asked, Role role) {
        refuseUnless(reaches(asked.role(), role));
    }

    /** Refuses to grant that role until then. */
    static void granting(Asked asked, Role role, @Nullable Instant until) {
        refuseUnless(mayGrant(asked.role(), asked.until(), role, until));
    }

    /** Refuses a change of a role that gives more, or for longer, than the one who asks could grant. */
    static void changing(Asked asked, Role from, @Nullable Instant fromUntil, Role to, @Nullable Instant toUntil) {
        touching(asked, from);
        touching(asked, to);
        boolean onlyTakesAway = !outlasts(toUntil, fromUntil)
                && RoleCatalog.standard().permissionsOf(from).containsAll(RoleCatalog.standard().permissionsOf(to));
        if (!onlyTakesAway) {
            granting(asked, to, toUntil);
        }
    }

    /** Refuses a change of the own end date, even to an earlier one. */
    static void ownEndDate(Asked asked, String personId, boolean changesEndDate) {
        refuseUnless(!changesEndDate || !asked.personId().equals(personId));
    }

    /** Whether somebody in that own role may grant another. */
    static boolean mayGrant(Role own, @Nullable Instant ownUntil, Role role, @Nullable Instant until) {
        return reaches(own, role) && !outlasts(until, ownUntil);
    }

    private static boolean reaches(Role own, Role role) {
        return !RoleCatalog.standard().ranksAbove(role, own);
    }

    private static boolean outlasts(@Nullable Instant until, @Nullable Instant other) {
        return other != null && (until == null || until.isAfter(other));
    }

    private static void refuseUnless(boolean permitted) {
        if (!permitted) {
            throw Refusal.of(ErrorCode.ROLE_ABOVE_OWN);
        }
    }
}
