package dev.orgledger.query;

import org.junit.jupiter.api.BeforeAll;

import dev.orgledger.embedded.DocumentStore;
import dev.orgledger.query.Running.Caller;
import dev.orgledger.query.World.Person;

/**
 * One query side with a broker and a document store of its own, for all tests that do nothing to them but feed and ask.
 * Started by whoever comes first; tests share it and so never count on being alone in it.
 */
abstract class ReadsFixture {

    static Feed feed;
    static World world;
    static Running running;
    static String kafka;
    static String store;

    @BeforeAll
    static void start() {
        if (running != null) {
            return;
        }
        Servers servers = new Servers();
        DocumentStore mongo = DocumentStore.start();
        kafka = servers.kafka();
        store = mongo.uri();
        feed = new Feed(servers.kafka());
        world = new World(feed);
        running = new Running(servers.kafka(), mongo.uri());
        feed.watermark();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            running.close();
            feed.close();
            mongo.close();
            servers.close();
        }));
    }

    /** A client with the key of that person, whose reads include everything that was fed so far. */
    static Caller as(Person person) {
        return running.reached(feed).as(person.key().reveal()).since(feed.watermark());
    }
}
