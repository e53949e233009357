package io.armature.backbone;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker and a registry over HTTP in this process, as services find them, for tests. */
public final class EmbeddedBackbone implements AutoCloseable {
    /** One broker replicates nothing. */
    private static final List<String> ONCE = List.of(
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr");

    private static final List<String> SMALL =
            List.of("offsets.topic.num.partitions", "transaction.state.log.num.partitions");

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    private final RegistryInMemory registry;

    /** Without topics and schemas. */
    public EmbeddedBackbone() throws IOException {
        ONCE.forEach(setting -> broker.brokerProperty(setting, "1"));
        SMALL.forEach(setting -> broker.brokerProperty(setting, "4"));
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.afterPropertiesSet();
        registry = new RegistryInMemory();
    }

    /** With all that {@link Provision} makes. */
    public static EmbeddedBackbone provisioned() throws Exception {
        EmbeddedBackbone backbone = new EmbeddedBackbone();
        new Provision(backbone.kafka()).run();
        return backbone;
    }

    /** Settings of a Kafka client; the caller's own copy. */
    public Map<String, Object> kafka() {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "schema.registry.url",
                registry.url(),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer"));
    }

    /** Arguments that lead a service here. */
    public List<String> arguments() {
        return List.of(
                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--spring.kafka.properties.schema.registry.url=" + registry.url());
    }

    public RegistryInMemory registry() {
        return registry;
    }

    @Override
    public void close() {
        registry.close();
        broker.destroy();
    }
}
