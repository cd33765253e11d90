package dev.orgledger.benchmark.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.orgledger.benchmark.faults.Gate.Answer;
import dev.orgledger.benchmark.faults.Gate.Request;
import dev.orgledger.benchmark.faults.ReadBack.Logged;
import dev.orgledger.shared.audit.AuditKey;
import dev.orgledger.shared.audit.Verdict;
import dev.orgledger.shared.audit.Verifier;
import dev.orgledger.shared.envelope.EventJson;
import dev.orgledger.shared.member.MemberEvent;

/** Asks a query side, when all is over, for everything that it says of the organizations of the load. */
final class ReadModelsReader {

    private static final int TRIES = 60;

    private final String node;
    private final Gate gate;
    private final String platformKey;
    private final Store store;
    private final String newest;

    ReadModelsReader(String node, Gate gate, String platformKey, Store store) {
        this.node = node;
        this.gate = gate;
        this.platformKey = platformKey;
        this.store = store;
        this.newest = "p" + store.events().getLast().position();
    }

    /** @param owners the credential of the owner of each organization */
    List<ReadBack> read(Map<String, String> owners) throws InterruptedException, IOException {
        List<AuditKey> keys = ask(Request.get("/audit/keys"), platformKey).json().path("data").valueStream()
                .map(key -> AuditKey.parse(key.path("public_key").asString())).toList();
        List<ReadBack> all = new ArrayList<>();
        for (Map.Entry<String, String> owner : owners.entrySet()) {
            all.add(organization(owner.getKey(), owner.getValue(), keys));
        }
        return all;
    }

    private ReadBack organization(String org, String owner, List<AuditKey> keys)
            throws InterruptedException, IOException {
        Answer organization = ask(Request.get("/organization?orgId=" + org), owner);
        Answer members = ask(Tenant.listOf(org), owner);
        Answer export = ask(Request.get("/organization/audit/export?orgId=" + org), owner);
        return new ReadBack(node, org, organization.version(), organization.json().path("data").path("name").asString(),
                Tenant.membersOf(members), readers(org), log(export), verdict(export, keys));
    }

    private List<String> readers(String org) throws InterruptedException {
        TreeSet<String> readers = new TreeSet<>();
        for (Stored event : store.of(org)) {
            if (event.event() instanceof MemberEvent member && !readers.contains(member.personId())) {
                boolean allowed = ask(Request.get("/authorization/check?orgId=" + org + "&permission=org.read&userId="
                        + member.personId()), platformKey).json().path("data").path("allowed").asBoolean();
                if (allowed) {
                    readers.add(member.personId());
                }
            }
        }
        return List.copyOf(readers);
    }

    /** Without refusals and the proof, which are no events. */
    private static List<Logged> log(Answer export) {
        return new String(export.body(), StandardCharsets.UTF_8).lines().map(EventJson.mapper()::readTree)
                .filter(line -> line.path("version").isIntegralNumber())
                .map(line -> new Logged(line.path("id").asString(), line.path("version").asLong())).toList();
    }

    private static String verdict(Answer export, List<AuditKey> keys) throws IOException {
        return switch (Verifier.verify(new ByteArrayInputStream(export.body()), keys)) {
            case Verdict.Valid valid -> "";
            case Verdict.Invalid invalid -> invalid.toString();
            case Verdict.Unreadable unreadable -> unreadable.toString();
        };
    }

    private Answer ask(Request wish, String credential) throws InterruptedException {
        Answer answer = gate.send(wish, credential, "x-min-position", newest);
        for (int tries = 1; answer.undecided() && tries < TRIES; tries++) {
            TimeUnit.SECONDS.sleep(1);
            answer = gate.send(wish, credential, "x-min-position", newest);
        }
        if (!answer.ok()) {
            throw new IllegalStateException(node + " answers " + wish + " " + answer.status() + " " + answer.code());
        }
        return answer;
    }
}
