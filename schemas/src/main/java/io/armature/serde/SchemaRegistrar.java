package io.armature.serde;

import io.armature.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;

/**
 * Registers the schemas of all events: done once, by one owner, at deploy or start, so that producers need no right to
 * register. What is registered already is left alone: repeating it changes nothing, and needs no right to write.
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
        this.registry = SharedRegistry.of(properties);
    }

    /**
     * Registers every topic's schema as {@code <topic>-value}, with compatibility FULL_TRANSITIVE: old and new services
     * read each other's events, whichever is deployed first.
     *
     * @return how many subjects got a new schema
     * @throws RegistryUnreachableException when the registry gives no answer; the same call may go through later
     * @throws RegistryRefusedException when schemas are not compatible with what is registered: all of them are named
     */
    public int registerAll() {
        int registered = 0;
        List<RegistryRefusedException> refused = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            try {
                registered += register(subject(topic), schema(topic));
            } catch (RegistryRefusedException e) {
                refused.add(e);
            }
        }
        if (!refused.isEmpty()) {
            throw all(refused);
        }
        return registered;
    }

    /**
     * Looks which subjects do not hold the schema of this build; writes nothing.
     *
     * @throws RegistryUnreachableException when the registry gives no answer
     * @throws RegistryRefusedException when it refuses to tell
     */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            try {
                registry.lookup(subject(topic), schema(topic));
            } catch (RegistryRefusedException e) {
                if (e.errorCode() / 100 != RegistryClient.UNKNOWN_SUBJECT / 100) {
                    throw e;
                }
                missing.add(subject(topic));
            }
        }
        return missing;
    }

    private static String subject(Topic topic) {
        return topic.topicName() + "-value";
    }

    private static String schema(Topic topic) {
        return SchemaText.withoutJavaProperties(SpecificData.get().getSchema(topic.eventType()));
    }

    /** A subject gets its compatibility before its next schema, whatever was cut short before. */
    int register(String subject, String schema) {
        try {
            registry.lookup(subject, schema);
            compatible(subject);
            return 0;
        } catch (RegistryRefusedException missing) {
            boolean first = missing.errorCode() == RegistryClient.UNKNOWN_SUBJECT;
            if (!first) {
                compatible(subject);
            }
            registry.register(subject, schema);
            if (first) {
                compatible(subject);
            }
            return 1;
        }
    }

    private void compatible(String subject) {
        if (!registry.compatibility(subject).equals(Optional.of(COMPATIBILITY))) {
            registry.setCompatibility(subject, COMPATIBILITY);
        }
    }

    private static RegistryRefusedException all(List<RegistryRefusedException> refused) {
        StringBuilder message = new StringBuilder("the schemas of this build cannot be registered. Each must stay "
                + COMPATIBILITY + " compatible with those that the registry holds: add fields only with a default,"
                + " rename and remove nothing that has none.");
        refused.forEach(e -> message.append("\n- ").append(e.getMessage()));
        RegistryRefusedException one = new RegistryRefusedException(
                message.toString(), refused.getFirst().errorCode());
        refused.forEach(one::addSuppressed);
        return one;
    }
}
