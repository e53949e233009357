package io.armature;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** Which room may use which. */
class ModuleRulesTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.armature");

    @Test
    void blueprintsAndModelsKnowNoKafkaNoSpringAndNotEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.armature.blueprints..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "org.springframework..",
                        "java.net.http..",
                        "io.armature.models..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.armature.models..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.apache.avro..", "org.springframework..", "io.armature.blueprints..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.armature.generation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "org.springframework..")
                .check(ALL);
    }

    @Test
    void retrievalKnowsBlueprintsAndNeitherKafkaNorSpringNorModels() {
        noClasses()
                .that()
                .resideInAPackage("io.armature.retrieval..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "org.springframework..",
                        "io.armature.models..",
                        "io.armature.generation..")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.armature.retrieval..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.langchain4j..", "ai.djl..", "ai.onnxruntime..")
                .check(ALL);
    }

    @Test
    void inFlightConsumptionKnowsNothingOfArmature() {
        classes()
                .that()
                .resideInAPackage("io.armature.inflight..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.armature.inflight..",
                        "java..",
                        "org.apache.kafka..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(ALL);
    }

    @Test
    void theServicesDoNotKnowOneAnother() {
        SlicesRuleDefinition.slices()
                .matching("io.armature.(planner|worker|assembler)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void theAssemblerCallsNoModel() {
        noClasses()
                .that()
                .resideInAPackage("io.armature.assembler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.armature.models..",
                        "io.armature.generation..",
                        "io.armature.inflight..",
                        "io.armature.retrieval..")
                .check(ALL);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .that()
                .resideInAPackage("io.armature..")
                .and()
                .resideOutsideOfPackage("io.armature.events..")
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|DTO|Info)")
                .check(ALL);
    }
}
