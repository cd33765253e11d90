package dev.orgledger.rebuilder;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the servers are: as the variables say that the services take, else as what runs on a data folder has written into
 * {@code run/servers.properties} there.
 */
final class ServerAddresses {

    private final StandardEnvironment environment = new StandardEnvironment();
    private final Path file;

    ServerAddresses(Path data) throws IOException {
        file = data.resolve("run/servers.properties");
        if (Files.exists(file)) {
            Properties told = new Properties();
            try (Reader text = Files.newBufferedReader(file)) {
                told.load(text);
            }
            environment.getPropertySources().addLast(new PropertiesPropertySource(file.toString(), told));
        }
    }

    StandardEnvironment environment() {
        return environment;
    }

    String get(String property) {
        String value = environment.getProperty(property, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("nothing says where the servers are: nothing runs on the data folder ("
                    + file + " is not there, or lacks " + property + "), and the variable of that name is not set");
        }
        return value;
    }
}
