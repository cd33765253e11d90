package dev.orgledger.shared;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.orgledger.shared.envelope.DomainEvent;

/** Plain Java that any service can take along: the layers of this module. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final String BASE = "dev.orgledger.shared";
    private static final List<String> VOCABULARIES = List.of("organization", "member", "invitation", "user", "apikey");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(BASE);

    @Test
    void itDependsOnTheJdkJacksonAndJspecifyOnly() {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(BASE + "..", "java..", "tools.jackson..",
                "com.fasterxml.jackson.annotation..", "org.jspecify.annotations..").check(CLASSES);
    }

    @Test
    void theVerifierOfTheAuditLogKnowsNothingButJson() {
        classes().that().resideInAPackage(BASE + ".audit..").should().onlyDependOnClassesThat().resideInAnyPackage(
                BASE + ".audit..", "java..", "tools.jackson..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void theVocabulariesDoNotKnowEachOther() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .containsAll(VOCABULARIES.stream().map(v -> BASE + "." + v).toList());
        slices().matching(BASE + ".(organization|member|invitation|user|apikey)..").should().notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void roleRulesKnowNothingOfEventsOrTheirEnvelope() {
        classes().that().resideInAnyPackage(BASE + ".role..", BASE + ".policy..").should().onlyDependOnClassesThat()
                .resideInAnyPackage(BASE + ".role..", BASE + ".policy..", "java..", "tools.jackson..",
                        "com.fasterxml.jackson.annotation..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void refusalsAndSecretsStandAlone() {
        noClasses().that().resideInAnyPackage(BASE + ".refusal..", BASE + ".credential..").should()
                .dependOnClassesThat().resideInAnyPackage(BASE + ".role..", BASE + ".envelope..").check(CLASSES);
    }

    @Test
    void everyEventIsARecord() {
        classes().that().areAssignableTo(DomainEvent.class).and().areNotInterfaces().should().beRecords()
                .check(CLASSES);
    }

    @Test
    void nobodyReadsTheClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatIsNull() {
        classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class).check(CLASSES);
        assertThat(CLASSES).extracting(JavaClass::getPackageName).allSatisfy(
                name -> assertThat(CLASSES.contain(name + ".package-info")).as(name).isTrue());
    }
}
