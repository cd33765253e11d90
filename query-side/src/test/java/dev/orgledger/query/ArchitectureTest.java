package dev.orgledger.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.orgledger.query.platform.mongo.Projection;

/** The layers of the query side. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final String BASE = "dev.orgledger.query.";
    private static final String[] FEATURES = packages("organization", "member", "invitation", "user", "apikey",
            "audit", "security");
    private static final String KAFKA = "org.apache.kafka..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.orgledger.query");

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> BASE + name + "..").toArray(String[]::new);
    }

    @Test
    void thePackagesThatRulesNameExist() {
        assertThat(FEATURES).allSatisfy(pattern -> {
            String name = pattern.substring(0, pattern.length() - 2);
            assertThat(CLASSES.stream().map(JavaClass::getPackageName)).as("packages that have classes").contains(name);
        });
    }

    @Test
    void itKnowsNeitherTheCommandSideNorAxonNorSql() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.orgledger.command..", "org.axonframework..",
                "java.sql..", "javax.sql..", "org.springframework.jdbc..", "dev.orgledger.embedded..",
                "dev.orgledger.standalone..").check(CLASSES);
    }

    @Test
    void featuresDoNotKnowEachOtherButPeople() {
        slices().matching(BASE + "(organization|member|invitation|apikey|audit|security)..").should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void featuresKnowNoKafka() {
        noClasses().that().resideInAnyPackage(FEATURES).should().dependOnClassesThat().resideInAPackage(KAFKA)
                .check(CLASSES);
    }

    @Test
    void thePlatformKnowsNoFeature() {
        noClasses().that().resideInAPackage(BASE + "platform..").should().dependOnClassesThat()
                .resideInAnyPackage(FEATURES).orShould().dependOnClassesThat()
                .resideInAPackage(BASE + "authorization..").check(CLASSES);
    }

    @Test
    void decisionsAboutAccessNowAreMadeFromMemory() {
        noClasses().that().resideInAPackage(BASE + "authorization..").should().dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..").check(CLASSES);
        noClasses().that().resideInAPackage(BASE + "authorization..").and()
                .haveNameNotMatching(".*[.](Moments|Knowledge[$]Past)").should().dependOnClassesThat()
                .resideInAPackage(BASE + "history..").check(CLASSES);
    }

    @Test
    void thePastIsToldByFeaturesAndKnowsNone() {
        noClasses().that().resideInAPackage(BASE + "history..").should().dependOnClassesThat()
                .resideInAnyPackage(FEATURES).orShould().dependOnClassesThat()
                .resideInAPackage(BASE + "authorization..").check(CLASSES);
    }

    @Test
    void projectionsDependOnNothingButTheRecord() {
        noClasses().that().implement(Projection.class).should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "dev.orgledger.edge..",
                        "com.mongodb.client", BASE + "authorization..")
                .orShould().dependOnClassesThat().areAssignableTo(Clock.class).check(CLASSES);
    }

    @Test
    void onlyControllersAnswerHttpAndNothingButReads() {
        classes().that().areAnnotatedWith(RestController.class).should().notBePublic().check(CLASSES);
        methods().that().areMetaAnnotatedWith(RequestMapping.class).should().beDeclaredInClassesThat()
                .areAnnotatedWith(RestController.class).check(CLASSES);
        // A batch of checks is a read in the body of a POST.
        methods().that().areMetaAnnotatedWith(RequestMapping.class).and().areDeclaredInClassesThat()
                .resideOutsideOfPackage(BASE + "authorization..").should().beAnnotatedWith(GetMapping.class)
                .check(CLASSES);
    }

    @Test
    void timeComesFromTheOneClock() {
        noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatIsNull() {
        classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class).check(CLASSES);
        assertThat(CLASSES).extracting(JavaClass::getPackageName).allSatisfy(
                name -> assertThat(CLASSES.contain(name + ".package-info")).as(name).isTrue());
    }
}
