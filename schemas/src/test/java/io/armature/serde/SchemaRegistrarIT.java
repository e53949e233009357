package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealRegistry.class)
class SchemaRegistrarIT {
    private static final String FIRST = SchemaText.withoutJavaProperties(PlanRequested.getClassSchema());

    @Test
    void everySchemaIsFoundAfterwardsAndASecondOwnerHasNothingToDo(RealRegistry.Running registry) {
        SchemaRegistrar registrar = new SchemaRegistrar(registry.properties());
        registrar.registerAll();

        assertThat(registrar.registerAll()).isZero();
        RegistryClient client = new RegistryClient(RegistrySettings.from(registry.properties()));
        for (Topic topic : Topic.values()) {
            String subject = topic.topicName() + "-value";
            int id = client.lookup(
                    subject,
                    SchemaText.withoutJavaProperties(
                            org.apache.avro.specific.SpecificData.get().getSchema(topic.eventType())));
            assertThat(client.byId(id).getFullName())
                    .isEqualTo(topic.eventType().getName());
            assertThat(client.compatibility(subject)).contains("FULL_TRANSITIVE");
        }
    }

    @Test
    void ownersThatStartTogetherRegisterEachSchemaOnce(RealRegistry.Running registry) {
        RegistrySettings settings = RegistrySettings.from(registry.properties());

        List<Integer> ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new RegistryClient(settings).register("together-value", FIRST))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithTheRegistrysReason(RealRegistry.Running registry) {
        SchemaRegistrar registrar = new SchemaRegistrar(registry.properties());
        registrar.register("changing-value", FIRST);

        assertThatThrownBy(() -> registrar.register(
                        "changing-value",
                        FIRST.replaceFirst("\\{\"name\":\"jobId\"", "{\"name\":\"priority\",\"type\":\"int\"},$0")))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("changing-value")
                .hasMessageContaining("priority");
    }

    @Test
    void aCompatibleSchemaIsRegisteredBesideTheFirst(RealRegistry.Running registry) {
        SchemaRegistrar registrar = new SchemaRegistrar(registry.properties());
        registrar.register("growing-value", FIRST);

        assertThat(registrar.register(
                        "growing-value",
                        FIRST.replaceFirst(
                                "\\{\"name\":\"jobId\"", "{\"name\":\"priority\",\"type\":\"int\",\"default\":0},$0")))
                .isEqualTo(1);
    }

    @Test
    void aProducerDoesNotRegisterWhatTheOwnerDidNot(RealRegistry.Running registry) {
        ArmatureAvroSerializer serializer = new ArmatureAvroSerializer();
        serializer.configure(registry.properties(), false);

        assertThatThrownBy(() -> serializer.serialize("nobodys", new SampleEvents(1).of(PlanRequested.class)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("nobodys-value");
    }
}
