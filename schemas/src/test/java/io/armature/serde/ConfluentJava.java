package io.armature.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's own Java serdes. They are not on Maven Central; the jar that the build fetched holds them unchanged
 * beside much else, so it gets a class loader of its own, in which Avro, Kafka's clients and our events are ours.
 */
final class ConfluentJava {
    static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private static final ClassLoader LOADER = loader();

    private ConfluentJava() {}

    static Serializer<Object> serializer(Map<String, Object> properties) {
        return made(Serializer.class, SERIALIZER, serializer -> serializer.configure(properties, false));
    }

    static Deserializer<Object> deserializer(Map<String, Object> properties) {
        return made(Deserializer.class, DESERIALIZER, deserializer -> deserializer.configure(properties, false));
    }

    /** Does something where Confluent's classes are on the class path, as they are for who puts them in. */
    static <T> T onTheClassPath(Callable<T> action) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(LOADER);
        try {
            return action.call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @SuppressWarnings("unchecked") // The class of that name is what is asked for.
    private static <R, T extends R> T made(Class<R> type, String name, Consumer<R> configured) {
        try {
            return onTheClassPath(() -> {
                R made = type.cast(
                        Class.forName(name, true, LOADER).getConstructor().newInstance());
                configured.accept(made);
                return (T) made;
            });
        } catch (Exception e) {
            throw new IllegalStateException("cannot make a " + name, e);
        }
    }

    private static ClassLoader loader() {
        try (Stream<Path> jars = Files.list(Path.of("target", "confluent"))) {
            URL[] urls = jars.map(ConfluentJava::url).toArray(URL[]::new);
            return new URLClassLoader("confluent", urls, ConfluentJava.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Confluent's classes are not in target/confluent, where the build puts them", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
