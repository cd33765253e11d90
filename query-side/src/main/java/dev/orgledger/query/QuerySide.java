package dev.orgledger.query;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** Adds the query side to whatever application has this module on its class path. */
@AutoConfiguration
@ComponentScan
public class QuerySide {}
