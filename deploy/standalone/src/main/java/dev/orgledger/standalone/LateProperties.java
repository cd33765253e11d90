package dev.orgledger.standalone;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Properties whose values are known only when a server is up: whoever asks for one waits for it, so that Spring starts
 * beside the servers and the first bean that needs one finds it ready.
 */
final class LateProperties extends EnumerablePropertySource<Map<String, Supplier<String>>> {

    LateProperties(Map<String, Supplier<String>> values) {
        super("embedded servers", values);
    }

    @Override
    public String[] getPropertyNames() {
        return source.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<String> value = source.get(name);
        return value == null ? null : value.get();
    }
}
