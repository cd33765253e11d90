package dev.orgledger.command.organization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.orgledger.command.apikey.ApiKeys;
import dev.orgledger.command.organization.OrganizationCommand.ChangeSecurity;
import dev.orgledger.command.organization.OrganizationCommand.SecurityChanged;
import dev.orgledger.command.platform.vault.People;
import dev.orgledger.command.platform.vault.People.Person;
import dev.orgledger.shared.organization.OrganizationEvent.PolicyChanged;
import dev.orgledger.shared.policy.PersonFacts;
import dev.orgledger.shared.policy.SecurityPolicy;
import dev.orgledger.shared.role.Binding;

/** Decides about what the organization asks of whoever comes in, for those who were let through. */
record SecurityDecisions(OrganizationState state, Asked asked, People people, ApiKeys keys) {

    SecurityChanged change(ChangeSecurity wish) {
        SecurityPolicy present = state.policy();
        SecurityPolicy wished = wish.wish().over(present);
        if (!wished.equals(present)) {
            PersonFacts facts = wished.asksOfPeople() ? people.factsOf(asked.personId()) : PersonFacts.UNKNOWN;
            NobodyLocksThemselvesOut.check(wished, asked, facts);
            asked.happened(new PolicyChanged(state.orgId(), wished, present));
        }
        return new SecurityChanged(wished, null);
    }

    /**
     * Whom the change would shut out, the one who asks included: a dry run is for finding that out, so it is not refused for
     * it.
     */
    SecurityChanged tryOut(ChangeSecurity wish) {
        SecurityPolicy wished = wish.wish().over(state.policy());
        Map<String, Binding> members = state.members(asked.now());
        Map<String, Person> known = people.byIds(members.keySet());
        return new SecurityChanged(wished,
                new LockedOut(members(members, known, wished), keys(members.keySet(), known, wished)));
    }

    private List<LockedOut.Member> members(Map<String, Binding> members, Map<String, Person> known,
            SecurityPolicy wished) {
        List<LockedOut.Member> out = new ArrayList<>();
        members.forEach((personId, binding) -> {
            Person person = known.get(personId);
            if (person != null && shutsOut(wished, person.facts())) {
                out.add(new LockedOut.Member(personId, person.email(), binding.role(),
                        wished.missingWords(person.facts())));
            }
        });
        return out;
    }

    /** Whether something would be missing that is not missing now. */
    private boolean shutsOut(SecurityPolicy wished, PersonFacts facts) {
        return !state.policy().missing(facts).containsAll(wished.missing(facts));
    }

    private List<LockedOut.Key> keys(Set<String> owners, Map<String, Person> known, SecurityPolicy wished) {
        if (!wished.requireApikeyExpiration() || state.policy().requireApikeyExpiration()) {
            return List.of();
        }
        List<LockedOut.Key> out = new ArrayList<>();
        keys.withoutEnd(state.orgId(), owners).forEach((keyId, owner) -> {
            Person person = known.get(owner);
            if (person != null && !state.cutOff(keyId)) {
                out.add(new LockedOut.Key(keyId, person.email()));
            }
        });
        return out;
    }
}
