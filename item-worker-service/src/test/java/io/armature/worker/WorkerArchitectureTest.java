package io.armature.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.armature",
        importOptions = {ImportOption.DoNotIncludeTests.class, WorkerArchitectureTest.DoNotIncludeTestJars.class})
class WorkerArchitectureTest {
    /** What modules lend each other for their tests comes in jars once they are packaged. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule theBackboneAndWhatItStandsOnKnowNoSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.armature.backbone..",
                    "io.armature.inflight..",
                    "io.armature.blueprints..",
                    "io.armature.models..",
                    "io.armature.generation..",
                    "io.armature.serde..",
                    "io.armature.topics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule nothingThatAServiceStandsOnKnowsTheService = noClasses()
            .that()
            .resideOutsideOfPackage("io.armature.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.armature.worker..");

    @ArchTest
    static final ArchRule blueprintsModelsAndGenerationKnowNoKafka = noClasses()
            .that()
            .resideInAnyPackage("io.armature.blueprints..", "io.armature.models..", "io.armature.generation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.armature.events..");

    @ArchTest
    static final ArchRule inFlightConsumptionKnowsNoEvents = noClasses()
            .that()
            .resideInAPackage("io.armature.inflight..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.armature.events..", "io.armature.backbone..", "org.apache.avro..");

    @ArchTest
    static final ArchRule theDecisionIsPure = noClasses()
            .that()
            .haveSimpleNameStartingWith("NextStep")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "io.armature.events..", "java.time..");

    @ArchTest
    static final ArchRule onlyTheMainClassIsPublic = classes()
            .that()
            .resideInAPackage("io.armature.worker..")
            .and()
            .doNotHaveSimpleName("ItemWorkerService")
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic();
}
