package dev.orgledger.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.Instant;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What stands in front of both sides knows neither of them. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final String KAFKA = "org.apache.kafka..";
    private static final String REPORTS = "dev.orgledger.edge.kafka..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.orgledger.edge");

    @Test
    void itKnowsHttpSpringAndTheContractAndNeitherSideNorAnyStore() {
        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.orgledger.edge..", "dev.orgledger.shared..", "java..", "jakarta.servlet..",
                        "org.springframework..", "org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..",
                        "org.slf4j..", "org.jspecify.annotations..", "tools.jackson..",
                        "com.fasterxml.jackson.annotation..", "io.github.resilience4j..",
                        "com.github.benmanes.caffeine..", "io.micrometer.core..", "io.micrometer.tracing..", KAFKA)
                .check(CLASSES);
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..",
                "org.springframework.jdbc..", "org.springframework.data..", "org.springframework.transaction..")
                .check(CLASSES);
    }

    @Test
    void onlyThePackageOfReportsKnowsKafkaAndNobodyKnowsThatPackage() {
        noClasses().that().resideOutsideOfPackage(REPORTS).should().dependOnClassesThat()
                .resideInAnyPackage(KAFKA, REPORTS).check(CLASSES);
        classes().that().resideInAPackage(REPORTS).should().notBePublic().check(CLASSES);
    }

    @Test
    void onlyThePackageOfTracesKnowsTheTracer() {
        noClasses().that().resideOutsideOfPackage("dev.orgledger.edge.trace..").should().dependOnClassesThat()
                .resideInAPackage("io.micrometer.tracing..").check(CLASSES);
    }

    @Test
    void itAnswersNoPathOfItsOwn() {
        noClasses().should().beAnnotatedWith(RestController.class).check(CLASSES);
    }

    @Test
    void timeComesFromTheOneClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatIsNull() {
        classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class).check(CLASSES);
    }
}
