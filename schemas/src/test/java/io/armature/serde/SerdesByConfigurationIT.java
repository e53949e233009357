package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** On a real broker, one set of properties: only the class names say whose serdes read and write. */
@ExtendWith(RealRegistry.class)
class SerdesByConfigurationIT {
    private static final String TOPIC = Topic.PLAN_COMPLETED.topicName();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static EmbeddedKafkaKraftBroker broker;
    private static Map<String, Object> properties;

    @BeforeAll
    static void start(RealRegistry.Running registry) {
        broker = new EmbeddedKafkaKraftBroker(1, 1, TOPIC);
        broker.afterPropertiesSet();
        properties = new HashMap<>(registry.properties());
        properties.put("bootstrap.servers", broker.getBrokersAsString());
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("key.deserializer", StringDeserializer.class.getName());
        new SchemaRegistrar(properties).registerAll();
    }

    @AfterAll
    static void stop() {
        broker.destroy();
    }

    @ParameterizedTest
    @CsvSource({
        "io.armature.serde.ArmatureAvroSerializer, io.armature.serde.ArmatureAvroDeserializer",
        "io.armature.serde.ArmatureAvroSerializer, io.confluent.kafka.serializers.KafkaAvroDeserializer",
        "io.confluent.kafka.serializers.KafkaAvroSerializer, io.armature.serde.ArmatureAvroDeserializer",
        "io.confluent.kafka.serializers.KafkaAvroSerializer, io.confluent.kafka.serializers.KafkaAvroDeserializer",
    })
    void whatOneWritesTheOtherReads(String serializer, String deserializer) throws Exception {
        properties.put("value.serializer", serializer);
        properties.put("value.deserializer", deserializer);
        PlanCompleted event = new SampleEvents(21).of(PlanCompleted.class);
        String key = UUID.randomUUID().toString();

        PlanCompleted read = ConfluentJava.onTheClassPath(() -> {
            try (KafkaProducer<String, Object> producer = new KafkaProducer<>(properties)) {
                producer.send(new ProducerRecord<>(TOPIC, key, event)).get();
            }
            try (KafkaConsumer<String, PlanCompleted> consumer = new KafkaConsumer<>(properties)) {
                return read(consumer, key);
            }
        });

        assertThat(read).isEqualTo(event);
    }

    private static PlanCompleted read(KafkaConsumer<String, PlanCompleted> consumer, String key) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, PlanCompleted> record : consumer.poll(Duration.ofSeconds(1))) {
                if (record.key().equals(key)) {
                    return record.value();
                }
            }
        }
        throw new AssertionError("the event did not come back within " + LONGEST);
    }
}
