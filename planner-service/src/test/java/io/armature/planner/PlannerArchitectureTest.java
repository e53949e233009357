package io.armature.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.armature", importOptions = ImportOption.DoNotIncludeTests.class)
class PlannerArchitectureTest {
    @ArchTest
    static final ArchRule nothingThatThePlannerStandsOnKnowsIt = noClasses()
            .that()
            .resideOutsideOfPackage("io.armature.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.armature.planner..");

    @ArchTest
    static final ArchRule intakeCallsNoModel = noClasses()
            .that()
            .resideInAPackage("io.armature.planner.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.armature.planner.planning..",
                    "io.armature.planner.submission..",
                    "io.armature.generation..",
                    "io.armature.models..");

    @ArchTest
    static final ArchRule planningKnowsNeitherIntakeNorSubmission = noClasses()
            .that()
            .resideInAPackage("io.armature.planner.planning..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.armature.planner.intake..", "io.armature.planner.submission..");

    @ArchTest
    static final ArchRule checkingAndPlanningKnowNoKafka = noClasses()
            .that()
            .haveSimpleName("RequestCheck")
            .or()
            .haveSimpleName("Planning")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.armature.events..");
}
