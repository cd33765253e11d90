package dev.orgledger.query;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** Adds the query side to whatever application has this module on its class path, before Spring's indicator that it replaces. */
@AutoConfiguration(beforeName = "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration")
@ComponentScan
public class QuerySide {}
