package dev.orgledger.edge;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Stops the start when any token of the issuer would do, whoever it was made for. */
@Configuration(proxyBeanMethods = false)
class TokenSettings {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    TokenSettings(Environment environment) {
        boolean issuer = Settings.isSet(environment, JWT + "issuer-uri");
        String audiences = environment.getProperty(JWT + "audiences",
                environment.getProperty(JWT + "audiences[0]", ""));
        if (issuer && audiences.isBlank()) {
            throw new InvalidConfigurationPropertyValueException(JWT + "audiences", audiences,
                    "with an issuer-uri the audience that tokens must be made for is required");
        }
    }
}
