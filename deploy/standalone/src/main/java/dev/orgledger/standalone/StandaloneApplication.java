package dev.orgledger.standalone;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

import com.mongodb.client.MongoClient;

/** The Spring context of both sides: the query side and the edge add themselves. Names in full, since both sides share some. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, scanBasePackages = "dev.orgledger.command")
class StandaloneApplication {

    @Bean
    OpenApiCustomizer writtenContract() {
        return new WrittenContract();
    }

    @Bean
    HealthIndicator mongoHealthIndicator(MongoClient client) {
        return new DocumentStoreHealth(client);
    }
}
