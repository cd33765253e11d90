package dev.orgledger.command.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.orgledger.command.invitation.Invitations;

/** Invitations in a map; tokens are nobody's business here. */
public final class InMemoryInvitations implements Invitations {

    private record Sending(String personId, Instant at) {}

    private final Map<String, Invitation> rows = new LinkedHashMap<>();
    private final List<Sending> sendings = new ArrayList<>();

    @Override
    public Optional<Invitation> byId(String invitationId) {
        return Optional.ofNullable(rows.get(invitationId));
    }

    @Override
    public Optional<Found> byTokenHash(String tokenHash) {
        return Optional.empty();
    }

    @Override
    public void invited(String orgId, String invitationId, String personId, @Nullable String firstName,
            @Nullable String lastName, Instant at) {
        rows.put(invitationId,
                new Invitation(invitationId, orgId, personId, 1, at, firstName, lastName, null, false));
        sendings.add(new Sending(personId, at));
    }

    @Override
    public void resent(String invitationId, int sending, Instant at) {
        Invitation old = row(invitationId);
        rows.put(invitationId, new Invitation(invitationId, old.orgId(), old.personId(), sending, at, old.firstName(),
                old.lastName(), null, false));
        sendings.add(new Sending(old.personId(), at));
    }

    @Override
    public void ended(String invitationId, Instant at, boolean blocksUntilCooldown) {
        Invitation old = row(invitationId);
        rows.put(invitationId, new Invitation(invitationId, old.orgId(), old.personId(), old.sending(),
                old.lastSentAt(), old.firstName(), old.lastName(), at, blocksUntilCooldown));
    }

    @Override
    public List<String> organizationsInviting(String personId) {
        return rows.values().stream().filter(row -> row.personId().equals(personId) && row.endedAt() == null)
                .map(Invitation::orgId).distinct().toList();
    }

    @Override
    public List<String> allOf(String personId) {
        return rows.values().stream().filter(row -> row.personId().equals(personId)).map(Invitation::invitationId)
                .toList();
    }

    @Override
    public Optional<Instant> lastRefusal(String orgId, String personId) {
        return rows.values().stream()
                .filter(row -> row.orgId().equals(orgId) && row.personId().equals(personId)
                        && row.blocksUntilCooldown())
                .map(Invitation::endedAt).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    @Override
    public int sendingsSince(String personId, Instant since) {
        return (int) sendings.stream()
                .filter(sending -> sending.personId().equals(personId) && !sending.at().isBefore(since)).count();
    }

    private Invitation row(String invitationId) {
        return byId(invitationId).orElseThrow(() -> new IllegalStateException("no row of " + invitationId));
    }
}
