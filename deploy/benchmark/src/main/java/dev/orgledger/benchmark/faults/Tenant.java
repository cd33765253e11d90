package dev.orgledger.benchmark.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import dev.orgledger.benchmark.faults.Command.Kind;
import dev.orgledger.benchmark.faults.Gate.Answer;
import dev.orgledger.benchmark.faults.Gate.Request;
import dev.orgledger.benchmark.faults.LoadClient.Abandoned;
import dev.orgledger.benchmark.faults.LoadClient.Question;
import dev.orgledger.benchmark.faults.Read.What;

/** One client and its organizations: changes them, grants and revokes, and asks at once for what it was told is so. */
final class Tenant {

    private static final int PEOPLE = 3;

    private final String name;
    private final LoadClient client;
    private final String platformKey;
    private final Map<String, String> owners;
    private final List<Person> people = new ArrayList<>();
    private String owner = "";
    private String org = "";

    /** @param owners where the credential of the owner of each organization goes */
    Tenant(String name, LoadClient client, String platformKey, Map<String, String> owners) {
        this.name = name;
        this.client = client;
        this.platformKey = platformKey;
        this.owners = owners;
    }

    /**
     * Somebody with an API key.
     *
     * @param key a secret
     */
    record Person(String id, String email, String key) {}

    /** Registers whom it needs, and founds the first organization. */
    Person prepare() throws InterruptedException, Abandoned {
        Person self = register("owner");
        owner = self.key();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(register("person" + i));
        }
        found();
        return self;
    }

    private Person register(String word) throws InterruptedException, Abandoned {
        String email = name + "-" + word + "@example.test";
        String id = client.command(Kind.REGISTER, null, platformKey,
                new Request("POST", "/user", Map.of("email", email, "first_name", word))).json().path("id").asString();
        return new Person(id, email, key(id, platformKey).secret());
    }

    /**
     * A new API key.
     *
     * @param secret null where its answer was lost
     */
    private record NewKey(String id, String secret) {}

    private NewKey key(String user, String credential) throws InterruptedException, Abandoned {
        Map<String, Object> wish = new HashMap<>(Map.of("name", "k"));
        if (credential.equals(platformKey)) {
            wish.put("userId", user);
        }
        JsonNode made = client.command(Kind.MAKE_KEY, null, credential, new Request("POST", "/apikey", wish)).json();
        if (!made.path("key").isString()) {
            throw new Abandoned("the answer with the secret was lost");
        }
        return new NewKey(made.path("id").asString(), made.path("key").asString());
    }

    /** Goes on with a new organization. */
    String found() throws InterruptedException, Abandoned {
        org = client.command(Kind.FOUND, null, owner,
                new Request("POST", "/organization", Map.of("name", "Founded by " + name))).json().path("id")
                .asString();
        owners.put(org, owner);
        return org;
    }

    /** Makes somebody an administrator of an organization that is not this client's alone. */
    void admit(String shared, Person who) throws InterruptedException, Abandoned {
        add(shared, who, "admin");
    }

    /** Everything once. */
    void round(int number, String shared) throws InterruptedException, Abandoned {
        rename(org, owner, number);
        Person person = people.get(number % PEOPLE);
        if (number % 2 == 0) {
            add(org, person, "read");
        } else {
            inviteAndAccept(person);
        }
        check(person, "org.read");
        members();
        role(person, "admin");
        check(person, "org.manage_members");
        role(person, "write");
        check(person, "org.manage_members");
        client.command(Kind.REMOVE, org, owner,
                new Request("DELETE", "/organization/members", Map.of("orgId", org, "email", person.email())));
        check(person, "org.read");
        check(person, "org.read", 0);
        members();
        useAndRevokeAKey(person);
        rename(shared, owner, number);
    }

    private void rename(String which, String credential, int number) throws InterruptedException, Abandoned {
        String newName = name + " " + number + " at p" + client.position();
        client.command(Kind.RENAME, which, credential,
                new Request("PUT", "/organization", Map.of("orgId", which, "name", newName)));
        client.read(new Question(What.ORGANIZATION, which, "", "", client.position()), credential,
                Request.get("/organization?orgId=" + which), Answer::version,
                answer -> answer.json().path("data").path("name").asString());
    }

    private void add(String which, Person person, String role) throws InterruptedException, Abandoned {
        client.command(Kind.ADD, which, platformKey, new Request("POST", "/organization/members",
                Map.of("orgId", which, "email", person.email(), "role", role, "direct", true)));
    }

    private void inviteAndAccept(Person person) throws InterruptedException, Abandoned {
        String invitation = client.command(Kind.INVITE, org, owner,
                new Request("POST", "/organization/members",
                        Map.of("orgId", org, "email", person.email(), "role", "read")))
                .json().path("data").path("invitation_id").asString();
        members();
        client.command(Kind.ACCEPT, org, person.key(),
                new Request("POST", "/organization/invitations/accept", Map.of("invitation_id", invitation)));
    }

    private void role(Person person, String role) throws InterruptedException, Abandoned {
        client.command(Kind.CHANGE_ROLE, org, owner,
                new Request("PUT", "/organization/members",
                        Map.of("orgId", org, "email", person.email(), "role", role)));
    }

    private void check(Person person, String permission) throws InterruptedException {
        check(person, permission, client.position());
    }

    private void check(Person person, String permission, long from) throws InterruptedException {
        client.read(new Question(What.CHECK, org, person.id(), permission, from), platformKey,
                Request.get("/authorization/check?orgId=" + org + "&permission=" + permission + "&userId="
                        + person.id()),
                answer -> answer.json().path("data").path("org_version").asLong(0),
                answer -> Boolean.toString(answer.json().path("data").path("allowed").asBoolean()));
    }

    private void members() throws InterruptedException {
        client.read(new Question(What.MEMBERS, org, "", "", client.position()), owner, listOf(org), Answer::version,
                Tenant::membersOf);
    }

    static Request listOf(String org) {
        return Request.get("/organization/members?limit=100&orgId=" + org);
    }

    /** As {@link Shape} says it. */
    static String membersOf(Answer answer) {
        return Shape.words(answer.json().path("data").valueStream().collect(Collectors.toMap(
                member -> member.path(member.path("uid").isString() ? "uid" : "invitation_id").asString(),
                member -> member.path("role").asString())));
    }

    private void useAndRevokeAKey(Person person) throws InterruptedException, Abandoned {
        NewKey key = key(person.id(), person.key());
        use(key);
        client.command(Kind.REVOKE_KEY, null, person.key(),
                new Request("DELETE", "/apikey", Map.of("keyId", key.id())));
        use(key);
        client.read(new Question(What.COMMAND_BY_KEY, "", key.id(), "", 0), key.secret(),
                new Request("PUT", "/user", Map.of("first_name", person.email().replaceAll("^.*-|@.*$", ""))),
                answer -> 0, answer -> "");
    }

    private void use(NewKey key) throws InterruptedException {
        client.read(new Question(What.USE_OF_KEY, "", key.id(), "", client.position()), key.secret(),
                Request.get("/user"), answer -> 0, answer -> "");
    }
}
