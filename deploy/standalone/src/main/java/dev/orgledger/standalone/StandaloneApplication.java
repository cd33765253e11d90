package dev.orgledger.standalone;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

import com.mongodb.client.MongoClient;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

/** The Spring context of both sides: the query side and the edge add themselves. Names in full, since both sides share some. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, scanBasePackages = "dev.orgledger.command")
class StandaloneApplication {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Orgledger").version("v1")
                        .description(
                                "Organizations, their members, roles and history. Every change is an event, also on Kafka."))
                .components(new Components()
                        .addSecuritySchemes("apiKey", new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("x-api-key").description(
                                        "An API key or the platform key; also as `authorization: <key>` or `capgkey`."))
                        .addSecuritySchemes("bearer",
                                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                                        .description("An API key or a JWT.")))
                .addSecurityItem(new SecurityRequirement().addList("apiKey"))
                .addSecurityItem(new SecurityRequirement().addList("bearer"));
    }

    @Bean
    HealthIndicator mongoHealthIndicator(MongoClient client) {
        return new DocumentStoreHealth(client);
    }
}
