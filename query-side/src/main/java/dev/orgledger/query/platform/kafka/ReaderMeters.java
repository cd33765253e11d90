package dev.orgledger.query.platform.kafka;

import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How far each reader of this process is behind. */
@Component
class ReaderMeters implements MeterBinder {

    private final ObjectProvider<Reader> readers;

    ReaderMeters(ObjectProvider<Reader> readers) {
        this.readers = readers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        readers.forEach(reader -> {
            Gauge.builder("orgledger.reader.lag", reader.progress(), Progress::behind).tag("reader", reader.name())
                    .description("Positions of the event store that are on Kafka and not taken in yet")
                    .register(registry);
            Gauge.builder("orgledger.reader.lag.seconds", reader.progress(), ReaderMeters::age)
                    .tag("reader", reader.name())
                    .description("Age of what is known: since the last sign of the command side that was reached")
                    .register(registry);
            FunctionCounter.builder("orgledger.reader.records", reader, Reader::taken)
                    .tag("reader", reader.name()).description("Records that were taken in").register(registry);
        });
    }

    private static double age(Progress progress) {
        Duration age = progress.age();
        return age == null ? Double.NaN : Math.max(0, age.toMillis() / 1000.0);
    }
}
