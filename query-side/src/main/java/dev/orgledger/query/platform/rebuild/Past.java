package dev.orgledger.query.platform.rebuild;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Everything that the event store had at some time, as records of the topics, in order: where the topics are gone. */
public interface Past {

    /** How many events there are, about. */
    long total();

    /** The next records; none at the end. */
    List<ConsumerRecord<String, byte[]>> next();

    /** Everything up to this position has been told. */
    long position();
}
