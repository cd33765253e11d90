package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.orgledger.benchmark.faults.Command.Kind;
import dev.orgledger.benchmark.faults.Read.What;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyCreated;
import dev.orgledger.shared.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.EventTypes;
import dev.orgledger.shared.member.MemberEvent.MemberJoined;
import dev.orgledger.shared.member.MemberEvent.MemberRemoved;
import dev.orgledger.shared.organization.OrganizationEvent.OrgCreated;
import dev.orgledger.shared.organization.OrganizationEvent.OrgUpdated;
import dev.orgledger.shared.role.Role;

/** A small run, written down by hand: each command takes a millisecond and leaves what it must. Mistakes are planted into it. */
final class Written {

    static final String ORG = "org_1";
    static final String PERSON = "user_2";
    static final String KEY = "key_3";
    static final String OURS = "load-";

    final List<Stored> store = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long position = 10;
    private long now = 1000;

    /** Founded, renamed twice, a member added and removed, a key made and revoked. */
    static Written down() {
        Written run = new Written();
        run.done(Kind.FOUND, new OrgCreated(ORG, "user_1", "First", null, null),
                new MemberJoined(ORG, "user_1", Role.SUPER_ADMIN, null, null));
        run.done(Kind.RENAME, renamed("Second"));
        run.done(Kind.ADD, new MemberJoined(ORG, PERSON, Role.READ, null, null));
        run.done(Kind.RENAME, renamed("Third"));
        run.done(Kind.REMOVE, new MemberRemoved(ORG, PERSON, Role.READ));
        run.done(Kind.MAKE_KEY, new ApiKeyCreated(KEY, PERSON, null, null, null));
        run.done(Kind.REVOKE_KEY, new ApiKeyRevoked(KEY, PERSON));
        return run;
    }

    private static OrgUpdated renamed(String name) {
        return new OrgUpdated(ORG, List.of("name"), name, null, null, "Before", null, null);
    }

    private void done(Kind kind, DomainEvent... events) {
        String request = OURS + outcomes.size();
        for (DomainEvent event : events) {
            long version = versions.merge(event.subject(), 1L, Long::sum);
            store.add(new Stored(position++, "e" + position, event.subject(), version,
                    EventTypes.of(event.getClass()).name(), event, request));
        }
        Stored last = store.getLast();
        outcomes.add(new Outcome(new Command(request, kind, ORG), now, now + 1000, 1, 200, "", last.version(),
                last.position()));
        now += 2000;
    }

    Store all() {
        return new Store(store);
    }

    List<Finding> commands() {
        return CommandsCheck.find(all(), outcomes, OURS);
    }

    List<Finding> reads(Read... reads) {
        return ReadsCheck.find(all(), outcomes, List.of(reads));
    }

    /** The event of that command. */
    Stored eventOf(int command) {
        return all().ofRequest(OURS + command).getLast();
    }

    /** Puts another in its place. */
    void replace(Stored event, Stored other) {
        store.set(store.indexOf(event), other);
    }

    void replace(int command, Outcome other) {
        outcomes.set(command, other);
    }

    /** Sent when all is over, and answered at once. */
    Read read(What what, String subject, String permission, int fromCommand, long version, String said) {
        return new Read(what, "client-1", ORG, subject, permission, eventOf(fromCommand).position(), now, now + 500,
                200,
                "", version, said);
    }

    /** The same in less words than a minute after everything, and without a position. */
    static Read late(Read read) {
        return new Read(read.what(), read.client(), read.org(), read.subject(), read.permission(), 0,
                read.sentAt() + 60_000_000, read.answeredAt() + 60_000_000, read.status(), read.code(), read.version(),
                read.said());
    }

    static Read refused(Read read, int status) {
        return new Read(read.what(), read.client(), read.org(), read.subject(), read.permission(), read.minPosition(),
                read.sentAt(), read.answeredAt(), status, "refused", 0, "");
    }
}
