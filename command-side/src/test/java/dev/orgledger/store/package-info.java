/** The command side's store on a real PostgreSQL. Outside {@code dev.orgledger.command}, so that no scan finds it. */
package dev.orgledger.store;
