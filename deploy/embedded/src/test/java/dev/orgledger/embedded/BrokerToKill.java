package dev.orgledger.embedded;

import java.nio.file.Path;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A process with a broker and somebody who writes to it without end, and says what was acknowledged. */
final class BrokerToKill {

    private BrokerToKill() {
    }

    public static void main(String[] arguments) throws Exception {
        KafkaBroker broker = KafkaBroker.start(Path.of(arguments[0]), 0);
        KafkaBrokerTest.createTopic(broker);
        try (KafkaProducer<String, String> producer = KafkaBrokerTest.producer(broker)) {
            for (int n = 0; n < Integer.MAX_VALUE; n++) {
                String word = "word-" + n;
                producer.send(new ProducerRecord<>("words", "key", word), (metadata, failure) -> {
                    if (failure == null) {
                        System.out.println("ack " + word);
                    }
                });
            }
        }
    }
}
