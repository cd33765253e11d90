package dev.orgledger.standalone;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

import dev.orgledger.service.ServiceDescription;

/** The Spring context of both sides: the query side and the edge add themselves. Names in full, since both sides share some. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, scanBasePackages = "dev.orgledger.command")
@Import(ServiceDescription.class)
class StandaloneApplication {}
