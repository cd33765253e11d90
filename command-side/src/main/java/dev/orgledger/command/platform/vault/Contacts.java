package dev.orgledger.command.platform.vault;

/** The management addresses of organizations: personal data, so they stand in the vault. */
public interface Contacts {

    /** The present address of that organization, which must exist. */
    String of(String orgId);

    /** Stores the address of that organization. */
    void save(String orgId, String managementEmail);
}
