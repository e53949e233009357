package io.armature.serde;

import io.armature.topics.Topic;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/**
 * Registers the schemas of all events, once, by one owner at deploy or start. Registering again changes nothing; an
 * incompatible change of a schema is refused by the registry with its reason.
 */
public final class SchemaRegistrar {
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final RegistryClient registry;

    /**
     * Reads the address and credentials of the registry.
     *
     * @param properties Confluent's property names, {@code schema.registry.url} at least
     */
    public SchemaRegistrar(Map<String, ?> properties) {
        this.registry = Registries.client(properties);
    }

    /**
     * Registers every topic's schema as {@code <topic>-value}.
     *
     * @throws RegistryUnreachableException when the registry does not answer
     * @throws RegistryRefusedException when a schema is not compatible with what is registered
     */
    public void registerAll() {
        for (Topic topic : Topic.values()) {
            String subject = topic.topicName() + "-value";
            registry.register(subject, SpecificData.get().getSchema(topic.eventType()));
            registry.compatibility(subject, COMPATIBILITY);
        }
    }
}
