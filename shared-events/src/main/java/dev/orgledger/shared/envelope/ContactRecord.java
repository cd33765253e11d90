package dev.orgledger.shared.envelope;

/**
 * Value of one organization on {@code org.persons.v1}, under the organization's id.
 *
 * @param managementEmail contact address of the organization
 */
public record ContactRecord(String managementEmail) {}
