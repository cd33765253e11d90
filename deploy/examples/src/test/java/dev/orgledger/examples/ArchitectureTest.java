package dev.orgledger.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What a service needs that is none of Orgledger's own. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.orgledger.examples");

    @Test
    void theyNeedTheContractAndPublicClientsOnly() {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage("dev.orgledger.examples..",
                "dev.orgledger.shared..", "java..", "org.apache.kafka.clients..", "org.apache.kafka.common..",
                "tools.jackson..", "com.standardwebhooks..", "com.sun.net.httpserver..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatIsNull() {
        classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class).check(CLASSES);
    }
}
