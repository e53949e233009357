package io.armature.assembler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.armature", importOptions = ImportOption.DoNotIncludeTests.class)
class AssemblerArchitectureTest {
    @ArchTest
    static final ArchRule nothingThatTheAssemblerStandsOnKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackage("io.armature.assembler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.armature.assembler..");

    @ArchTest
    static final ArchRule theStateOfAPlanIsPure = noClasses()
            .that()
            .resideInAPackage("io.armature.assembler.job..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.springframework..",
                    "io.micrometer..",
                    "io.armature.backbone..",
                    "io.armature.assembler.assembly..",
                    "io.armature.assembler.status..");

    @ArchTest
    static final ArchRule theStateOfAPlanIsToldTheTime = noClasses()
            .that()
            .resideInAPackage("io.armature.assembler.job..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule assemblyKnowsNoHttp = noClasses()
            .that()
            .resideInAPackage("io.armature.assembler.assembly..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.armature.assembler.status..", "org.springframework.web..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule theHttpDoorPublishesNothing = noClasses()
            .that()
            .resideInAPackage("io.armature.assembler.status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.clients.producer..", "io.armature.models..", "io.armature.generation..");

    @ArchTest
    static final ArchRule controllersAreOfTheirPackageAlone =
            classes().that().haveSimpleNameEndingWith("Controller").should().bePackagePrivate();
}
