package dev.orgledger.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All modules on one class path: who may know whom. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final String COMMAND = "dev.orgledger.command..";
    private static final String QUERY = "dev.orgledger.query..";
    private static final String EMBEDDED = "dev.orgledger.embedded..";
    private static final String STANDALONE = "dev.orgledger.standalone..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.orgledger");

    @Test
    void theTwoSidesMeetInTheContractAndTheEdgeOnly() {
        noClasses().that().resideInAPackage(COMMAND).should().dependOnClassesThat().resideInAPackage(QUERY)
                .check(CLASSES);
        noClasses().that().resideInAPackage(QUERY).should().dependOnClassesThat().resideInAPackage(COMMAND)
                .check(CLASSES);
        noClasses().that().resideInAnyPackage("dev.orgledger.shared..", "dev.orgledger.edge..").should()
                .dependOnClassesThat().resideInAnyPackage(COMMAND, QUERY).check(CLASSES);
    }

    @Test
    void theEmbeddedServersArePlainJavaAndKnowNoSide() {
        noClasses().that().resideInAPackage(EMBEDDED).should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.orgledger.shared..", "dev.orgledger.edge..", COMMAND,
                        QUERY, STANDALONE)
                .check(CLASSES);
    }

    @Test
    void onlyStandaloneKnowsTheEmbeddedServersAndNobodyKnowsStandalone() {
        noClasses().that().resideOutsideOfPackages(EMBEDDED, STANDALONE).should().dependOnClassesThat()
                .resideInAnyPackage(EMBEDDED, STANDALONE).check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatIsNull() {
        classes().that().resideInAnyPackage(EMBEDDED, STANDALONE).and().haveSimpleName("package-info").should()
                .beAnnotatedWith(NullMarked.class).check(CLASSES);
    }
}
