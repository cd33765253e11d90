package dev.orgledger.edge.kafka;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.orgledger.edge.DenialSink;
import dev.orgledger.edge.KeyUseSink;

/** Once per process, also where both sides are one. */
@AutoConfiguration
class ReportAutoConfiguration {

    @Bean
    ReportProducer reportProducer(Environment environment) {
        return new ReportProducer(environment);
    }

    @Bean
    KeyUseSink keyUseRecords(ReportProducer producer) {
        return new KeyUseRecords(producer);
    }

    @Bean
    DenialSink denialRecords(ReportProducer producer) {
        return new DenialRecords(producer);
    }
}
