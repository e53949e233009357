package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.topics.Topic;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistrarTest {
    private FakeRegistry registry;
    private SchemaRegistrar registrar;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        registrar = new SchemaRegistrar(registry.properties());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void everyTopicsSchemaIsRegisteredUnderItsSubjectAsFullTransitive() {
        assertThat(registrar.registerAll()).isEqualTo(Topic.values().length);

        String[] subjects = Arrays.stream(Topic.values())
                .map(topic -> topic.topicName() + "-value")
                .toArray(String[]::new);
        assertThat(registry.subjects()).containsOnlyKeys(subjects);
        assertThat(registry.compatibility()).containsOnlyKeys(subjects);
        assertThat(registry.compatibility().values()).containsOnly("FULL_TRANSITIVE");
    }

    @Test
    void registeringAgainChangesNothingAndWritesNothing() throws Exception {
        registrar.registerAll();
        int before = registry.calls().size();

        assertThat(new SchemaRegistrar(registry.properties()).registerAll()).isZero();
        assertThat(registry.subjects().values())
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
        assertThat(registry.calls().subList(before, registry.calls().size()))
                .noneMatch(call -> call.startsWith("PUT") || call.endsWith("/versions"));
    }

    @Test
    void whatIsMissingIsToldAndLeftSo() throws Exception {
        assertThat(registrar.missing()).hasSize(Topic.values().length).contains("plan.requests-value");
        assertThat(registry.subjects()).isEmpty();

        registrar.registerAll();

        assertThat(new SchemaRegistrar(registry.properties()).missing()).isEmpty();
    }

    @Test
    void anOlderSchemaOfASubjectIsNotThatOfThisBuild() {
        registry.add("plan.requests-value", "\"an older one\"");

        assertThat(registrar.missing()).contains("plan.requests-value");
    }

    @Test
    void aKnownSubjectGetsItsCompatibilityBeforeItsNextSchema() {
        registry.add("plan.requests-value", "\"an older one\"");

        registrar.registerAll();

        assertThat(registry.calls())
                .containsSubsequence("PUT /config/plan.requests-value", "POST /subjects/plan.requests-value/versions");
    }

    @Test
    void theTextHasNothingOfJavaInIt() {
        registrar.registerAll();

        assertThat(registry.subjects().values())
                .allSatisfy(versions -> assertThat(versions.toString()).doesNotContain("avro.java.string"));
    }

    @Test
    void schemasThatAreNotCompatibleAreAllNamedWithTheRegistrysReason() {
        registry.refuseEverySchema();

        assertThatThrownBy(registrar::registerAll)
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("FULL_TRANSITIVE")
                .hasMessageContaining("a field without default was added")
                .hasMessageContaining("plan.requests-value")
                .hasMessageContaining("plan.completed-value");
    }

    @Test
    void aRegistryThatIsAwayIsTold() {
        registry.close();

        assertThatThrownBy(registrar::registerAll)
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining(registry.url())
                .hasMessageContaining("Check that it runs");
    }

    @Test
    void lostAnswersDoNotRegisterTwice() {
        registry.next(FakeRegistry.Fault.LOST, FakeRegistry.Fault.BROKEN, FakeRegistry.Fault.LOST);

        registrar.registerAll();

        assertThat(registry.subjects().values())
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
    }
}
