package io.armature.serde;

import io.armature.topics.GeneratedClasses;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One registry client for all serdes of a process that have the same settings, so that they share connections and what
 * was looked up. It goes when the last serde goes.
 */
final class SharedRegistry {
    private static final Map<RegistrySettings, WeakReference<RegistryClient>> CLIENTS = new HashMap<>();

    private SharedRegistry() {}

    static RegistryClient of(Map<String, ?> properties) {
        GeneratedClasses.trust();
        RegistrySettings settings = RegistrySettings.from(properties);
        synchronized (CLIENTS) {
            CLIENTS.values().removeIf(client -> client.get() == null);
            WeakReference<RegistryClient> known = CLIENTS.get(settings);
            RegistryClient client = known == null ? null : known.get();
            if (client == null) {
                client = new RegistryClient(settings);
                CLIENTS.put(settings, new WeakReference<>(client));
            }
            return client;
        }
    }

    static RegistryClient configured(@Nullable RegistryClient client) {
        if (client == null) {
            throw new ConfigException("configure() was not called: the serde has no schema.registry.url");
        }
        return client;
    }
}
