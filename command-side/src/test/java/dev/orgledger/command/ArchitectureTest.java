package dev.orgledger.command;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.orgledger.command.platform.dispatch.Command;

/** The layers of the command side. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final String BASE = "dev.orgledger.command.";
    private static final String[] FEATURES = packages("organization", "member", "invitation", "user", "apikey",
            "webhook");
    private static final String[] INSIDE_PLATFORM = packages("platform.kafka", "platform.eventstore",
            "platform.idempotency");
    private static final String[] JDBC = {"java.sql..", "javax.sql..", "org.springframework.jdbc..",
            "org.postgresql.."};
    private static final String[] WEB = {"org.springframework.web.bind..", "org.springframework.web.client..",
            "org.springframework.web.servlet..", "org.springframework.http..", "jakarta.servlet.."};
    private static final String KAFKA = "org.apache.kafka..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.orgledger.command");

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> BASE + name + "..").toArray(String[]::new);
    }

    @Test
    void thePackagesThatRulesForbidExist() {
        assertThat(FEATURES).allSatisfy(ArchitectureTest::isThere);
        assertThat(INSIDE_PLATFORM).allSatisfy(ArchitectureTest::isThere);
    }

    @Test
    void itDoesNotKnowTheQuerySideNorItsStore() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.orgledger.query..", "com.mongodb..",
                "org.bson..", "dev.orgledger.embedded..", "dev.orgledger.standalone..").check(CLASSES);
    }

    @Test
    void featuresDoNotReachIntoThePlatform() {
        noClasses().that().resideInAnyPackage(FEATURES).should().dependOnClassesThat()
                .resideInAnyPackage(INSIDE_PLATFORM).check(CLASSES);
    }

    @Test
    void featuresDoNotKnowEachOtherInCircles() {
        slices().matching(BASE + "(organization|member|invitation|user|apikey|webhook|access)..").should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void thePlatformKnowsNoFeatureButToAuthenticate() {
        noClasses().that().resideInAPackage(BASE + "platform..").and()
                .resideOutsideOfPackage(BASE + "platform.authentication..").should().dependOnClassesThat()
                .resideInAnyPackage(FEATURES).check(CLASSES);
    }

    @Test
    void aggregatesKnowNeitherSpringNorHttpNorAStoreNorKafka() {
        noClasses().that(declareHandlers()).should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "dev.orgledger.edge..", KAFKA)
                .orShould().dependOnClassesThat().resideInAnyPackage(JDBC).check(CLASSES);
    }

    @Test
    void inAFeatureOnlyControllersKnowTheWeb() {
        noClasses().that().resideInAnyPackage(FEATURES).and().areNotAnnotatedWith(RestController.class).should()
                .dependOnClassesThat().resideInAnyPackage(WEB).check(CLASSES);
    }

    @Test
    void inAFeatureOnlyClassesThatSaySoKnowSql() {
        noClasses().that().resideInAnyPackage(FEATURES).and().haveSimpleNameNotStartingWith("Jdbc").should()
                .dependOnClassesThat().resideInAnyPackage(JDBC).check(CLASSES);
    }

    @Test
    void onlyThePlatformsKafkaKnowsKafka() {
        noClasses().that().resideOutsideOfPackage(BASE + "platform.kafka..").should().dependOnClassesThat()
                .resideInAPackage(KAFKA).check(CLASSES);
    }

    @Test
    void valuesStandAlone() {
        classes().that().resideInAPackage(BASE + "value..").should().onlyDependOnClassesThat()
                .resideInAnyPackage(BASE + "value..", "dev.orgledger.shared..", "java..", "org.jsoup..",
                        "jakarta.mail.internet..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void controllersAreNamedSoAndNobodyElseAnswersHttp() {
        classes().that().areAnnotatedWith(RestController.class).should().haveSimpleNameEndingWith("Controller")
                .andShould().resideInAnyPackage(FEATURES).andShould().notBePublic().check(CLASSES);
        methods().that().areMetaAnnotatedWith(RequestMapping.class).should().beDeclaredInClassesThat()
                .areAnnotatedWith(RestController.class).check(CLASSES);
    }

    @Test
    void automationsAreNamedAsSentences() {
        methods().that().areAnnotatedWith(EventHandler.class).should().beDeclaredInClassesThat()
                .haveSimpleNameStartingWith("When").check(CLASSES);
    }

    @Test
    void commandsAreRecords() {
        classes().that().areAssignableTo(Command.class).and().areNotInterfaces().should().beRecords().check(CLASSES);
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

    private static void isThere(String pattern) {
        String name = pattern.substring(0, pattern.length() - 2);
        assertThat(CLASSES.stream().map(JavaClass::getPackageName)).as("packages that have classes").contains(name);
    }

    private static DescribedPredicate<JavaClass> declareHandlers() {
        return describe("handle commands or events of an aggregate",
                type -> has(type, CommandHandler.class) || has(type, EventSourcingHandler.class));
    }

    private static boolean has(JavaClass type, Class<? extends Annotation> annotation) {
        return type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(annotation));
    }
}
