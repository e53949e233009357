package io.armature.serde;

import io.armature.topics.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificData;

/**
 * Registers the schemas of all events: done once, by one owner, at deploy or start, so that producers need no right to
 * register. What is registered already is left alone: repeating it changes nothing, and needs no right to write.
 */
public final class SchemaRegistrar {
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    /** Subjects that are asked about at a time: at each start a registry is asked twice about every one. */
    private static final int AT_A_TIME = 4;

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
        List<Registered> subjects = ofEachTopic(topic -> {
            try {
                return new Registered(register(subject(topic), schema(topic)), List.of());
            } catch (RegistryRefusedException e) {
                return new Registered(0, List.of(e));
            }
        });
        List<RegistryRefusedException> refused =
                subjects.stream().flatMap(subject -> subject.refused().stream()).toList();
        if (!refused.isEmpty()) {
            throw all(refused);
        }
        return subjects.stream().mapToInt(Registered::schemas).sum();
    }

    private record Registered(int schemas, List<RegistryRefusedException> refused) {}

    /**
     * Looks which subjects do not hold the schema of this build; writes nothing.
     *
     * @throws RegistryUnreachableException when the registry gives no answer
     * @throws RegistryRefusedException when it refuses to tell
     */
    public List<String> missing() {
        return ofEachTopic(this::missing).stream().flatMap(Optional::stream).toList();
    }

    private Optional<String> missing(Topic topic) {
        try {
            registry.lookup(subject(topic), schema(topic));
            return Optional.empty();
        } catch (RegistryRefusedException e) {
            if (e.errorCode() / 100 != RegistryClient.UNKNOWN_SUBJECT / 100) {
                throw e;
            }
            return Optional.of(subject(topic));
        }
    }

    /** What was answered for each, in their order. The first failure ends the rest. */
    private static <T> List<T> ofEachTopic(Function<Topic, T> call) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofVirtual().name("schemas-", 0).factory())) {
            List<Future<T>> calls = Arrays.stream(Topic.values())
                    .map(topic -> threads.submit(() -> call.apply(topic)))
                    .toList();
            List<T> answers = new ArrayList<>();
            try {
                for (Future<T> answer : calls) {
                    answers.add(answer.get());
                }
                return answers;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("asking the schema registry failed", e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw RegistryUnreachableException.interrupted(e);
            }
        }
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
